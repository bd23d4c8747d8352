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

package io.datawarehouse.embedded.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that little memory is enough for much data: in a JVM with a heap of 96 MB. With
 * the system property {@code dw.it.full=true}, it is 1 GiB that is moved, and else 256
 * MiB.
 */
class TransferMemoryIT {

	private static final long SIZE = (Boolean.getBoolean("dw.it.full") ? 1024L : 256L) * 1024 * 1024;

	private static final int OBJECTS = 100_000;

	private DiscardingStore store;

	@TempDir
	private Path directory;

	@BeforeEach
	void start() throws Exception {
		this.store = new DiscardingStore(OBJECTS);
	}

	@AfterEach
	void stop() {
		this.store.close();
	}

	private String run(String operation, long number) throws Exception {
		Path output = this.directory.resolve("output");
		Process process = ForkedTransfer.start("96m", output, List.of(operation, this.store.endpoint().toString(),
				"access", "secret", Long.toString(number), this.directory.toString()));
		try {
			assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
			assertThat(process.exitValue()).as(() -> read(output)).isZero();
			return read(output).trim();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static String read(Path output) {
		try {
			return Files.readString(output);
		}
		catch (Exception ex) {
			return ex.toString();
		}
	}

	@Test
	void fileGoesUp() throws Exception {
		assertThat(run("upload", SIZE)).endsWith("result " + SIZE);
		assertThat(this.store.received()).isEqualTo(SIZE);
	}

	@Test
	void streamOfUnknownLengthGoesUp() throws Exception {
		assertThat(run("stream", SIZE)).endsWith("result " + SIZE);
		assertThat(this.store.received()).isEqualTo(SIZE);
	}

	@Test
	void fileComesDown() throws Exception {
		assertThat(run("download", SIZE)).endsWith("result " + SIZE);
	}

	@Test
	void manyObjectsAreListed() throws Exception {
		assertThat(run("list", 0)).endsWith("result " + (OBJECTS - 1L) * OBJECTS / 2);
	}

}
