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

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.datawarehouse.DwUri;

/**
 * Listings by folders and by patterns, without blocking the caller.
 *
 * @since 1.0.0
 * @see ListOperations
 */
public interface AsyncListOperations extends AsyncCalls {

	/**
	 * List the objects and the common prefixes right below a prefix, in the order of
	 * their keys. Each is handed over as it comes, on a thread of the executor.
	 * @param prefix the address of a bucket or of a prefix, mostly with a slash at its
	 * end
	 * @param options with the delimiter
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> listEntries(DwUri prefix, ListOptions options, Consumer<? super ListEntry> action) {
		return submit((sync) -> Listed.forEach(sync.listEntries(prefix, options), action));
	}

	/**
	 * As {@link #listEntries(DwUri, ListOptions, Consumer)}.
	 * @param prefix the address of a bucket or of a prefix, mostly with a slash at its
	 * end, as text
	 * @param options with the delimiter
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> listEntries(String prefix, ListOptions options,
			Consumer<? super ListEntry> action) {
		return submit((sync) -> Listed.forEach(sync.listEntries(prefix, options), action));
	}

	/**
	 * List the objects and the folders right below a prefix, with {@code "/"} as the
	 * delimiter.
	 * @param prefix the address of a bucket or of a prefix, mostly with a slash at its
	 * end
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> listEntries(DwUri prefix, Consumer<? super ListEntry> action) {
		return submit((sync) -> Listed.forEach(sync.listEntries(prefix), action));
	}

	/**
	 * As {@link #listEntries(DwUri, Consumer)}.
	 * @param prefix the address of a bucket or of a prefix, mostly with a slash at its
	 * end, as text
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> listEntries(String prefix, Consumer<? super ListEntry> action) {
		return submit((sync) -> Listed.forEach(sync.listEntries(prefix), action));
	}

	/**
	 * List the objects whose keys match an Ant pattern: {@code ?} is one character,
	 * {@code *} any number of them within a segment, <code>**</code> any number of
	 * segments. Only keys that begin with the text before the first wildcard are asked
	 * for.
	 * @param pattern the address with the pattern as its key
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> listMatching(DwUri pattern, Consumer<? super ObjectInfo> action) {
		return submit((sync) -> Listed.forEach(sync.listMatching(pattern), action));
	}

	/**
	 * As {@link #listMatching(DwUri, Consumer)}.
	 * @param pattern the address with the pattern as its key, as text
	 * @param action takes one after the other
	 * @return a future of how many there were
	 */
	default CompletableFuture<Long> listMatching(String pattern, Consumer<? super ObjectInfo> action) {
		return submit((sync) -> Listed.forEach(sync.listMatching(pattern), action));
	}

}
