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

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what was refused for good, so that somebody may look at it: one JSON object a
 * line in {@code set-aside.jsonl} of the state directory. Beyond 16 MB the file is moved
 * to {@code set-aside.1.jsonl}, in the place of the one before.
 */
final class SetAside {

	static final String FILE = "set-aside.jsonl";

	private static final Logger logger = LoggerFactory.getLogger(SetAside.class);

	private static final long MAX_SIZE = 16 * 1024 * 1024;

	private final @Nullable Path directory;

	private final AtomicLong count = new AtomicLong();

	SetAside(@Nullable Path directory) {
		this.directory = directory;
	}

	long count() {
		return this.count.get();
	}

	void add(RunEntry entry, String what, @Nullable JsonNode body, RuntimeException failure) {
		this.count.incrementAndGet();
		logger.error("Giving up {} of {}{}: {}", what, entry,
				(this.directory != null) ? ", kept in " + this.directory.resolve(FILE) : "", failure.getMessage());
		if (this.directory != null) {
			ObjectNode line = DatlakeJson.object()
				.put("at", Instant.now().toString())
				.put("what", what)
				.put("job", entry.jobName())
				.put("run", (entry.runId() != null) ? entry.runId() : entry.ref())
				.put("error", failure.getMessage());
			line.set("body", body);
			write(this.directory, line);
		}
	}

	private static synchronized void write(Path directory, ObjectNode line) {
		Path file = directory.resolve(FILE);
		try {
			Files.createDirectories(directory);
			if (Files.exists(file) && Files.size(file) > MAX_SIZE) {
				Files.move(file, directory.resolve("set-aside.1.jsonl"), StandardCopyOption.REPLACE_EXISTING);
			}
			byte[] json = DatlakeJson.bytes(line);
			byte[] bytes = new byte[json.length + 1];
			System.arraycopy(json, 0, bytes, 0, json.length);
			bytes[json.length] = '\n';
			// Not a channel, which an interrupted thread could not write to.
			try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
				out.write(bytes);
			}
		}
		catch (IOException ex) {
			logger.warn("Cannot keep in {} what was given up: {}", file,
					new String(DatlakeJson.bytes(line), StandardCharsets.UTF_8), ex);
		}
	}

}
