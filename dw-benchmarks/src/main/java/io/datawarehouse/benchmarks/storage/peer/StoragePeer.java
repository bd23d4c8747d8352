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

package io.datawarehouse.benchmarks.storage.peer;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A client of an object store, as far as the benchmark uses it. Safe for use by many
 * threads.
 *
 * @since 1.0.0
 */
public interface StoragePeer extends AutoCloseable {

	/**
	 * Store a small object.
	 * @param key its key
	 * @param content its content
	 * @throws Exception when it fails, in the client's own way
	 */
	void putBytes(String key, byte[] content) throws Exception;

	/**
	 * Read a small object.
	 * @param key its key
	 * @return its content
	 * @throws Exception when it fails, in the client's own way
	 */
	byte[] getBytes(String key) throws Exception;

	/**
	 * Store a large object.
	 * @param key its key
	 * @param file its content
	 * @throws Exception when it fails, in the client's own way
	 */
	void putFile(String key, Path file) throws Exception;

	/**
	 * Read a large object into a new file.
	 * @param key its key
	 * @param target the file, which does not exist yet
	 * @throws Exception when it fails, in the client's own way
	 */
	void getToFile(String key, Path target) throws Exception;

	@Override
	default void close() throws IOException {
	}

}
