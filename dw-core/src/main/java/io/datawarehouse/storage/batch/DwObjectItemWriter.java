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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.StoreOptions;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;

/**
 * {@link ItemWriter} that stores each item as an object of its own. The contents of a
 * chunk are made before the first of them is stored, and each object is stored as a whole
 * or not at all.
 * <p>
 * The store knows no transactions: when a chunk is rolled back after it was written, its
 * objects stay until they are written again. Let the address follow from the item alone,
 * so that a retry or a restart puts it in the same place.
 *
 * @param <T> the type of the items
 * @since 1.0.0
 */
public class DwObjectItemWriter<T> implements ItemWriter<T> {

	private final DataWarehouseOperations operations;

	private final Function<? super T, String> address;

	private final DwObjectMarshaller<? super T> marshaller;

	private StoreOptions options = StoreOptions.defaults();

	/**
	 * Create a writer.
	 * @param operations stores the objects
	 * @param address tells where an item is stored
	 * @param marshaller makes the content of an item
	 */
	public DwObjectItemWriter(DataWarehouseOperations operations, Function<? super T, String> address,
			DwObjectMarshaller<? super T> marshaller) {
		this.operations = operations;
		this.address = address;
		this.marshaller = marshaller;
	}

	/**
	 * Set how the objects are stored.
	 * @param options such as their content type
	 */
	public void setOptions(StoreOptions options) {
		this.options = options;
	}

	@Override
	public void write(Chunk<? extends T> chunk) throws Exception {
		Map<DwUri, byte[]> contents = new LinkedHashMap<>();
		for (T item : chunk) {
			DwUri uri = this.operations.toUri(this.address.apply(item));
			if (contents.put(uri, this.marshaller.marshal(item)) != null) {
				throw new IllegalArgumentException("Two items of one chunk have the address " + uri);
			}
		}
		contents.forEach((uri, content) -> this.operations.store(uri, content, this.options));
	}

}
