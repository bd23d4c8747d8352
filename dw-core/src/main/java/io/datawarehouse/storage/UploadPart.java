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

import java.io.IOException;
import java.io.InputStream;

/**
 * A part of the content that is stored, or all of it. It can be read any number of times
 * until it is released.
 */
interface UploadPart {

	long length();

	/**
	 * Read the part.
	 * @return a stream that supports marks
	 */
	InputStream open();

	/**
	 * Compute the checksum of the part.
	 * @return the CRC32 in Base64
	 * @throws IOException if the part cannot be read
	 */
	String crc32() throws IOException;

	/**
	 * Give back the memory of the part.
	 */
	default void release() {
	}

}
