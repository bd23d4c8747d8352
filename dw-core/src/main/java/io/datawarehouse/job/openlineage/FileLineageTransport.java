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

package io.datawarehouse.job.openlineage;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.datawarehouse.job.LineageTransport;

/**
 * Appends events to a file, one JSON object a line.
 *
 * @since 1.0.0
 */
public final class FileLineageTransport implements LineageTransport {

	private final Path file;

	/**
	 * Create a new transport.
	 * @param file the file, created with its folder when it is needed
	 */
	public FileLineageTransport(Path file) {
		this.file = file.toAbsolutePath();
	}

	@Override
	public synchronized void send(String event) {
		try {
			Path directory = this.file.getParent();
			if (directory != null) {
				Files.createDirectories(directory);
			}
			try (OutputStream out = new FileOutputStream(this.file.toFile(), true)) {
				out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot append an OpenLineage event to " + this.file, ex);
		}
	}

	@Override
	public String toString() {
		return "FileLineageTransport[" + this.file + "]";
	}

}
