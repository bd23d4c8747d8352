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

import io.datawarehouse.DwUri;

/**
 * Is told of the content that a {@link DataWarehouseTemplate} has read and written, so
 * that lineage can be noted without the store knowing of it. It is called on the thread
 * of the operation after that succeeded, and never for one that failed, so it has to be
 * quick. What it throws is logged and goes no further.
 *
 * @since 1.0.0
 * @see DataWarehouseTemplateBuilder#accessListener(StorageAccessListener)
 */
public interface StorageAccessListener {

	/**
	 * The content of an object was read, or its reading was begun as a stream.
	 * @param uri the address of the object
	 */
	void onRead(DwUri uri);

	/**
	 * An object was written.
	 * @param stored what the store told of it
	 */
	void onWrite(StoredObject stored);

}
