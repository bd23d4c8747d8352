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
 * One thing that makes a directory and a prefix the same.
 *
 * @param kind what is done
 * @param uri the address of the object
 * @param file the file
 * @param size the size in bytes of what is transferred or deleted
 * @since 1.0.0
 */
public record SyncAction(Kind kind, DwUri uri, Path file, long size) {

	/**
	 * What an action does.
	 */
	public enum Kind {

		/**
		 * The file is stored.
		 */
		UPLOAD,

		/**
		 * The object is retrieved.
		 */
		DOWNLOAD,

		/**
		 * The object is deleted.
		 */
		DELETE_OBJECT,

		/**
		 * The file is deleted.
		 */
		DELETE_FILE

	}

}
