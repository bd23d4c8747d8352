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

package io.datawarehouse.benchmarks.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.storage.peer.Peer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link KeptForks} and {@link FinishedFork}.
 */
class KeptForksTests {

	private static final Instant START = Instant.parse("2026-11-21T11:30:00Z");

	private static final Run RUN = new Run(START, "68e624e", "beside a build");

	private static final FinishedFork MEASURED = new FinishedFork(RUN, StorageOperation.GET_4K, Peer.SDK_URL, 2,
			START.plusSeconds(31), new Measurement(20735.1, 84.9, 76.25, 18.46, 70_000, 246e6, 421e6), null);

	private static final FinishedFork FAILED = new FinishedFork(new Run(START, "68e624e", ""),
			StorageOperation.PUT_LARGE, Peer.CRT, 0, START, null, "failed with exit code 134: \"SIGABRT\"\nin x");

	private Path file;

	@BeforeEach
	void createFile(@TempDir Path directory) {
		this.file = directory.resolve("target/forks.jsonl");
	}

	@Test
	void forksAreReadAsTheyWereAppended() throws IOException {
		KeptForks kept = KeptForks.read(this.file);
		assertThat(kept.forks()).isEmpty();
		kept.append(MEASURED);
		kept.append(FAILED);
		assertThat(kept.forks()).containsExactly(MEASURED, FAILED);
		assertThat(KeptForks.read(this.file).forks()).containsExactly(MEASURED, FAILED);
		assertThat(Files.readAllLines(this.file)).hasSize(2);
		assertThat(Files.readAllLines(this.file).get(0)).contains("\"scenario\":\"get-4k\"", "\"peer\":\"sdk-url\"",
				"\"fork\":2", "\"commit\":\"68e624e\"", "\"start\":\"2026-11-21T11:30:31Z\"");
	}

	@Test
	void lineThatWasCutOffIsLeftOutAndSpoilsNoOther() throws IOException {
		KeptForks.read(this.file).append(MEASURED);
		Files.writeString(this.file, FAILED.toLine().substring(0, 60), StandardOpenOption.APPEND);
		KeptForks kept = KeptForks.read(this.file);
		assertThat(kept.forks()).containsExactly(MEASURED);
		kept.append(FAILED);
		kept.append(FAILED);
		assertThat(KeptForks.read(this.file).forks()).containsExactly(MEASURED, FAILED, FAILED);
	}

	@Test
	void lastRunOfTheSameCommitIsResumed() throws IOException {
		KeptForks kept = KeptForks.read(this.file);
		assertThatIllegalArgumentException().isThrownBy(() -> kept.last("68e624e"))
			.withMessageContaining("no run to resume");
		kept.append(MEASURED);
		Run older = new Run(START.minusSeconds(3600), "a697fde", "");
		kept.append(new FinishedFork(older, StorageOperation.GET_4K, Peer.DW, 0, START, null, "killed"));
		assertThat(kept.last("68e624e")).isEqualTo(RUN);
		assertThatIllegalArgumentException().isThrownBy(() -> kept.last("a697fde"))
			.withMessageContaining("68e624e")
			.withMessageContaining("a697fde");
	}

	@Test
	void forkHasEitherFiguresOrAFailure() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new FinishedFork(RUN, StorageOperation.GET_4K, Peer.DW, 0, START, null, null));
	}

}
