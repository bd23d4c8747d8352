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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.storage.peer.Peer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StorageResults} made from what is kept, and for the report of them.
 */
class StorageResultsTests {

	private static final Run OLD = new Run(Instant.parse("2026-11-20T10:00:00Z"), "aaaaaaa", "");

	private static final Run NEW = new Run(Instant.parse("2026-11-21T10:00:00Z"), "bbbbbbb", "Beside a build.");

	private final List<FinishedFork> forks = new ArrayList<>();

	@Test
	void operationIsTakenFromTheNewestRunThatMeasuredItForAll() {
		measureAll(NEW, StorageOperation.GET_4K, 200);
		measureAll(OLD, StorageOperation.GET_4K, 100);
		measureAll(OLD, StorageOperation.PUT_4K, 100);
		add(NEW, StorageOperation.PUT_4K, Peer.DW, 0, 300, null);
		StorageResults results = StorageResults.of(this.forks);
		assertThat(throughput(results, StorageOperation.GET_4K, Peer.DW)).isEqualTo(200);
		assertThat(results.run(StorageOperation.GET_4K)).hasValue(NEW);
		assertThat(throughput(results, StorageOperation.PUT_4K, Peer.DW)).isEqualTo(100);
		assertThat(throughput(results, StorageOperation.PUT_4K, Peer.JDK)).isEqualTo(100);
		assertThat(results.run(StorageOperation.PUT_4K)).hasValue(OLD);
		assertThat(results.run(StorageOperation.GET_LARGE)).isEmpty();
	}

	@Test
	void runThatIsNotCompleteIsBetterThanNone() {
		add(OLD, StorageOperation.PUT_4K, Peer.DW, 0, 100, null);
		add(NEW, StorageOperation.PUT_4K, Peer.DW, 0, 300, null);
		StorageResults results = StorageResults.of(this.forks);
		assertThat(throughput(results, StorageOperation.PUT_4K, Peer.DW)).isEqualTo(300);
		assertThat(results.isComplete()).isFalse();
	}

	@Test
	void forkThatFailedAndWasMadeAgainHasSucceeded() {
		add(NEW, StorageOperation.PUT_4K, Peer.DW, 0, 100, null);
		add(NEW, StorageOperation.PUT_4K, Peer.DW, 1, 0, "killed");
		assertThat(StorageResults.of(this.forks).get(Peer.DW, StorageOperation.PUT_4K)).isEmpty();
		add(NEW, StorageOperation.PUT_4K, Peer.DW, 1, 300, null);
		StorageResults results = StorageResults.of(this.forks);
		assertThat(throughput(results, StorageOperation.PUT_4K, Peer.DW)).isEqualTo(200);
		assertThat(results.forks(StorageOperation.PUT_4K)).isEqualTo(2);
	}

	@Test
	void completeWhenEveryPeerOfAGoalTookPart() {
		for (StorageOperation operation : StorageOperation.values()) {
			measureAll(OLD, operation, 100);
		}
		assertThat(StorageResults.of(this.forks).isComplete()).isTrue();
		this.forks.remove(this.forks.size() - 1);
		assertThat(StorageResults.of(this.forks).isComplete()).isFalse();
	}

	@Test
	void goalsOfOneCommitDoNotNameIt() {
		measureAll(OLD, StorageOperation.GET_4K, 100);
		measureAll(OLD, StorageOperation.PUT_4K, 100);
		assertThat(report()).contains("| measure ").doesNotContain("| commit").contains("Commit `aaaaaaa`, 2026-11-20");
	}

	@Test
	void goalsOfSeveralCommitsNameTheirs() {
		for (StorageOperation operation : StorageOperation.SMALL) {
			measureAll((operation == StorageOperation.GET_4K) ? NEW : OLD, operation, 100);
		}
		assertThat(report()).containsPattern("\\| GET 4 KiB .*SDK default .* \\| bbbbbbb +\\|")
			.containsPattern("\\| PUT 4 KiB .*SDK default .* \\| aaaaaaa +\\|")
			.containsPattern("\\| CPU per small operation.* \\| aaaaaaa, bbbbbbb \\|")
			.containsPattern("\\| peak RSS, worst .*not measured .* \\| +\\|")
			.contains(
					"## GET 4 KiB\n\nCommit `bbbbbbb`, 2026-11-21, medians of up to 1 fork(s). Beside a build.\n\n| client");
	}

	private String report() {
		StorageResults results = StorageResults.of(this.forks);
		return new StorageReport(RunSettings.parse(List.of()), results, StorageGoals.check(results)).toString();
	}

	private void measureAll(Run run, StorageOperation operation, double throughput) {
		Participants.of(operation, true).forEach((peer) -> add(run, operation, peer, 0, throughput, null));
	}

	private void add(Run run, StorageOperation operation, Peer peer, int round, double throughput,
			@Nullable String failure) {
		Measurement figures = (failure == null) ? new Measurement(1, throughput, 1, 1, 1, 1, 1) : null;
		this.forks.add(new FinishedFork(run, operation, peer, round, run.start(), figures, failure));
	}

	private static double throughput(StorageResults results, StorageOperation operation, Peer peer) {
		return results.figure(peer, operation, Measurement::megabytesPerSecond).orElseThrow();
	}

}
