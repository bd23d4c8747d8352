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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The logs of open runs, each in a temporary file of limited size.
 */
final class RunLogFiles {

	private final long maxSize;

	private final Map<String, RunLog> logs = new ConcurrentHashMap<>();

	RunLogFiles(long maxSize) {
		this.maxSize = maxSize;
	}

	/**
	 * Begin to keep the log of a run.
	 */
	void open(String runId) {
		this.logs.put(runId, new RunLog());
	}

	/**
	 * Append to the log of a run, if it is open.
	 */
	void append(String runId, String text) throws IOException {
		RunLog log = this.logs.get(runId);
		if (log != null) {
			log.append(text.getBytes(StandardCharsets.UTF_8), this.maxSize);
		}
	}

	/**
	 * End the log of a run.
	 * @return its file, to be deleted, or {@code null} if nothing was logged
	 */
	@Nullable Path close(String runId) throws IOException {
		RunLog log = this.logs.remove(runId);
		return (log != null) ? log.close() : null;
	}

	private static final class RunLog {

		private @Nullable Path file;

		private @Nullable OutputStream out;

		private long size;

		private boolean closed;

		synchronized void append(byte[] bytes, long maxSize) throws IOException {
			if (this.closed || this.size > maxSize) {
				return;
			}
			OutputStream out = this.out;
			if (out == null) {
				this.file = Files.createTempFile("dw-run-", ".log");
				out = new BufferedOutputStream(Files.newOutputStream(this.file));
				this.out = out;
			}
			byte[] next = (this.size + bytes.length <= maxSize) ? bytes
					: ("[the log is cut here: it is longer than " + maxSize + " bytes]\n")
						.getBytes(StandardCharsets.UTF_8);
			out.write(next);
			this.size = (next == bytes) ? this.size + bytes.length : Long.MAX_VALUE;
		}

		synchronized @Nullable Path close() throws IOException {
			this.closed = true;
			if (this.out != null) {
				this.out.close();
			}
			return this.file;
		}

	}

}
