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

/**
 * Makes the content of an object of an item.
 *
 * @param <T> the type of the items
 * @since 1.0.0
 */
@FunctionalInterface
public interface DwObjectMarshaller<T> {

	/**
	 * Make the content of an object.
	 * @param item the item
	 * @return the content
	 * @throws Exception if the item cannot be written
	 */
	byte[] marshal(T item) throws Exception;

}
