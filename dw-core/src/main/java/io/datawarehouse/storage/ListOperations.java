/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.datawarehouse.storage;

import java.util.stream.Stream;

import io.datawarehouse.DwUri;

/**
 * Listings by folders and by patterns.
 *
 * @since 1.0.0
 */
public interface ListOperations extends AddressResolver {

	/**
	 * List the objects and the common prefixes right below a prefix, in the order of
	 * their keys. Pages are fetched while the stream is read.
	 * @param prefix the address of a bucket or of a prefix, mostly with a slash at its
	 * end
	 * @param options with the delimiter
	 * @return the entries
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	Stream<ListEntry> listEntries(DwUri prefix, ListOptions options);

	/**
	 * As {@link #listEntries(DwUri, ListOptions)}.
	 * @param prefix the address of a bucket or of a prefix, mostly with a slash at its
	 * end, as text
	 * @param options with the delimiter
	 * @return the entries
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Stream<ListEntry> listEntries(String prefix, ListOptions options) {
		return listEntries(toUri(prefix), options);
	}

	/**
	 * List the objects and the folders right below a prefix, with {@code "/"} as the
	 * delimiter.
	 * @param prefix the address of a bucket or of a prefix, mostly with a slash at its
	 * end
	 * @return the entries
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Stream<ListEntry> listEntries(DwUri prefix) {
		return listEntries(prefix, ListOptions.all().withDelimiter("/"));
	}

	/**
	 * As {@link #listEntries(DwUri)}.
	 * @param prefix the address of a bucket or of a prefix, mostly with a slash at its
	 * end, as text
	 * @return the entries
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Stream<ListEntry> listEntries(String prefix) {
		return listEntries(toUri(prefix));
	}

	/**
	 * List the objects whose keys match an Ant pattern: {@code ?} is one character,
	 * {@code *} any number of them within a segment, <code>**</code> any number of
	 * segments. Only keys that begin with the text before the first wildcard are asked
	 * for.
	 * @param pattern the address with the pattern as its key
	 * @return the objects
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	Stream<ObjectInfo> listMatching(DwUri pattern);

	/**
	 * As {@link #listMatching(DwUri)}.
	 * @param pattern the address with the pattern as its key, as text
	 * @return the objects
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default Stream<ObjectInfo> listMatching(String pattern) {
		return listMatching(toUri(pattern));
	}

}
