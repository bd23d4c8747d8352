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

import java.nio.file.Path;

import io.datawarehouse.DwUri;

/**
 * Transfer of one file to or from the store.
 *
 * @param direction where it goes
 * @param uri the address of the object
 * @param file the file
 * @param size the size in bytes, or -1 while it is not known
 * @since 1.0.0
 */
public record Transfer(Direction direction, DwUri uri, Path file, long size) {

	/**
	 * Where a transfer goes.
	 */
	public enum Direction {

		/**
		 * From a file to the store.
		 */
		UPLOAD,

		/**
		 * From the store to a file.
		 */
		DOWNLOAD

	}

}
