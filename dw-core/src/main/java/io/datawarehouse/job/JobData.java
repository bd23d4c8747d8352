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

package io.datawarehouse.job;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * Reads and writes the data of tables for {@link JobContext#read(String)} and
 * {@link JobContext#write(String, String, String, Resource)}.
 *
 * @since 1.0.0
 */
public interface JobData {

	/**
	 * Open data.
	 * @param uri where the data lies
	 * @return the content, to be closed by the caller
	 * @throws IOException if it cannot be opened
	 */
	InputStream open(String uri) throws IOException;

	/**
	 * Write data.
	 * @param uri where the data is to lie
	 * @param content the content
	 * @throws IOException if it cannot be written
	 */
	void write(String uri, Resource content) throws IOException;

	/**
	 * Write data as a stream. Unless this is overridden, it goes to a temporary file
	 * first.
	 * @param uri where the data is to lie
	 * @param content writes the content
	 * @throws IOException if it cannot be written; then nothing of it is kept
	 */
	default void write(String uri, DataWriter content) throws IOException {
		Path file = Files.createTempFile("dw-job-data-", ".tmp");
		try {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
				content.writeTo(out);
			}
			write(uri, new FileSystemResource(file));
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	/**
	 * Fetch data as files. Unless this is overridden, it is one object.
	 * @param uri where the data lies
	 * @param folder the folder to write the files to, which is empty
	 * @return the files
	 * @throws IOException if the data cannot be fetched
	 */
	default List<Path> download(String uri, Path folder) throws IOException {
		Path file = folder.resolve("data");
		try (InputStream content = open(uri)) {
			Files.copy(content, file);
		}
		return List.of(file);
	}

}
