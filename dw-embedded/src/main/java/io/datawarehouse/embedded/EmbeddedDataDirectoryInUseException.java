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

package io.datawarehouse.embedded;

import java.nio.file.Path;

import io.datawarehouse.DataWarehouseException;

/**
 * Thrown when the data directory of embedded servers is locked already.
 *
 * @since 1.0.0
 */
public class EmbeddedDataDirectoryInUseException extends DataWarehouseException {

	private final transient Path directory;

	/**
	 * Create a new exception.
	 * @param directory the locked folder
	 */
	public EmbeddedDataDirectoryInUseException(Path directory) {
		super("The data directory " + directory
				+ " is in use by another application: stop that one, or name another directory", null);
		this.directory = directory;
	}

	/**
	 * The locked folder.
	 * @return its path
	 */
	public Path getDirectory() {
		return this.directory;
	}

}
