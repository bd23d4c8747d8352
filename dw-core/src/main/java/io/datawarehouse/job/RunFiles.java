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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/**
 * The files that belong to runs: what they attach and what they log.
 */
final class RunFiles {

	private static final Logger logger = LoggerFactory.getLogger(RunFiles.class);

	private final ArtifactStore store;

	private final @Nullable RunLogFiles logs;

	/**
	 * Create the files of a factory.
	 * @param store takes them
	 * @param maxLogSize the number of bytes at which a log is cut, 0 to keep no logs
	 */
	RunFiles(ArtifactStore store, long maxLogSize) {
		this.store = store;
		this.logs = (maxLogSize > 0) ? new RunLogFiles(maxLogSize) : null;
	}

	@Nullable RunLogFiles logs() {
		return this.logs;
	}

	/**
	 * Begin to keep the log of a run.
	 */
	void open(JobContext job) {
		if (this.logs != null) {
			this.logs.open(job.runId());
		}
	}

	String store(JobContext job, String fileName, Resource content, String contentType) {
		JobContext before = JobContext.current();
		// What is stored here is no output of any run.
		CurrentJob.replace(null);
		try {
			return this.store.store("jobs/" + job.jobName() + "/" + job.runId() + "/" + fileName, content, contentType);
		}
		finally {
			CurrentJob.replace(before);
		}
	}

	/**
	 * Upload the log of a run that ends, and note it.
	 * @return why it could not be uploaded, or {@code null}
	 */
	@Nullable RuntimeException shipLog(JobContext job) {
		if (this.logs == null) {
			return null;
		}
		try {
			Path file = this.logs.close(job.runId());
			if (file != null) {
				shipLog(job, file);
			}
			return null;
		}
		catch (IOException ex) {
			return new UncheckedIOException("The log of " + job + " is not shipped: " + ex.getMessage(), ex);
		}
		catch (RuntimeException ex) {
			return ex;
		}
	}

	private void shipLog(JobContext job, Path file) throws IOException {
		try {
			String uri = store(job, "run.log", new FileSystemResource(file), "text/plain;charset=UTF-8");
			job.notes().artifact(new RunArtifact("log", uri));
		}
		finally {
			Files.deleteIfExists(file);
		}
	}

	/**
	 * Forget the log of a run that nobody has time to upload.
	 */
	void dropLog(JobContext job) {
		try {
			Path file = (this.logs != null) ? this.logs.close(job.runId()) : null;
			if (file != null) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			logger.debug("Cannot delete the log of {}", job, ex);
		}
	}

}
