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

package io.datawarehouse.storage.batch;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ListOptions;
import io.datawarehouse.storage.ObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * The objects that an address stands for, in the order of their keys, as pages of the
 * listing come.
 */
final class ObjectCursor implements AutoCloseable {

	private final Stream<ObjectInfo> stream;

	private final Iterator<ObjectInfo> objects;

	private ObjectCursor(Stream<ObjectInfo> stream) {
		this.stream = stream;
		this.objects = stream.iterator();
	}

	/**
	 * Begin a listing.
	 * @param operations lists the objects
	 * @param address a bucket, a prefix that ends with a slash, a pattern, or one object
	 * @param first the key to begin with, or {@code null} for the first one
	 */
	static ObjectCursor open(DataWarehouseOperations operations, DwUri address, @Nullable String first) {
		Stream<ObjectInfo> objects = objects(operations, address);
		return new ObjectCursor(
				(first != null) ? objects.filter((object) -> compare(object.uri().key(), first) >= 0) : objects);
	}

	private static Stream<ObjectInfo> objects(DataWarehouseOperations operations, DwUri address) {
		String key = address.key();
		if (key.indexOf('*') >= 0 || key.indexOf('?') >= 0) {
			return operations.listMatching(address);
		}
		if (address.isBucketOnly() || key.endsWith("/")) {
			return operations.list(address, ListOptions.all());
		}
		return Stream.of(operations.head(address));
	}

	/**
	 * Stores list keys in the order of their bytes, which is not that of Java's strings.
	 */
	static int compare(String key, String other) {
		return Arrays.compareUnsigned(key.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The next object, or {@code null} if there is no other.
	 */
	@Nullable ObjectInfo next() {
		while (this.objects.hasNext()) {
			ObjectInfo object = this.objects.next();
			// What tools leave behind to make a folder visible
			if (object.size() > 0 || !object.uri().key().endsWith("/")) {
				return object;
			}
		}
		return null;
	}

	@Override
	public void close() {
		this.stream.close();
	}

}
