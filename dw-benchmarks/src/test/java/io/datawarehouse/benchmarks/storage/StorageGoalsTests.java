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

import java.util.List;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import io.datawarehouse.benchmarks.storage.peer.Peer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link StorageGoals} and {@link StorageReport}.
 */
class StorageGoalsTests {

	private static final int GOALS = 33;

	private final StorageResults results = new StorageResults();

	@Test
	void nothingMeasuredMeetsNothing() {
		assertThat(StorageGoals.check(this.results)).hasSize(GOALS)
			.noneMatch(GoalOutcome::met)
			.allMatch((outcome) -> outcome.measured().isEmpty());
	}

	@Test
	void everyParticipantOfAQuickRunIsEnoughForEveryGoal() {
		measureAll(true);
		assertThat(StorageGoals.check(this.results)).allMatch((outcome) -> outcome.measured().isPresent());
	}

	@Test
	void clientThatIsFarAheadMeetsEveryGoal() {
		measureAll(false);
		assertThat(StorageGoals.check(this.results)).filteredOn((outcome) -> !outcome.met()).isEmpty();
	}

	@Test
	void ratioIsOneOfThroughput() {
		add(Peer.DW, StorageOperation.PUT_4K, throughput(130));
		add(Peer.MINIO, StorageOperation.PUT_4K, throughput(100));
		assertThat(outcome("PUT 4 KiB", "minio-java").measured()).hasValue(1.3);
		assertThat(outcome("PUT 4 KiB", "minio-java").met()).isTrue();
	}

	@Test
	void medianOfTheForksCounts() {
		add(Peer.MINIO, StorageOperation.GET_64K, throughput(100));
		for (double mb : new double[] { 10, 140, 999 }) {
			add(Peer.DW, StorageOperation.GET_64K, throughput(mb));
		}
		assertThat(outcome("GET 64 KiB", "minio-java").measured()).hasValue(1.4);
	}

	@Test
	void failureInOneForkLeavesTheGoalUnmeasured() {
		add(Peer.DW, StorageOperation.PUT_4K, throughput(130));
		add(Peer.MINIO, StorageOperation.PUT_4K, throughput(100));
		this.results.fail(Peer.MINIO, StorageOperation.PUT_4K, "failed with exit code 134");
		assertThat(outcome("PUT 4 KiB", "minio-java").met()).isFalse();
		assertThat(outcome("PUT 4 KiB", "minio-java").measured()).isEmpty();
	}

	@Test
	void cpuOfTheTemplateIsTheGeometricMeanOfItsRatios() {
		double[] cpu = { 100, 100, 121, 100 };
		for (int i = 0; i < cpu.length; i++) {
			add(Peer.DW, StorageOperation.SMALL.get(i), new Measurement(1, 1, cpu[i], 1, 1, 1, 1));
			add(Peer.TUNED, StorageOperation.SMALL.get(i), new Measurement(1, 1, 100, 1, 1, 1, 1));
		}
		assertThat(outcome("CPU per small operation", "tuned").measured().getAsDouble()).isCloseTo(Math.pow(1.21, 0.25),
				within(1e-9));
	}

	@Test
	void memoryIsHeldToTheLeastOfThePeersAndNotToTheFloors() {
		memory(Peer.DW, 30);
		memory(Peer.RAW, 10);
		memory(Peer.CRT, 40);
		memory(Peer.SDK, 60);
		assertThat(outcome("peak heap, large PUT and GET", "least").measured()).hasValue(0.75);
		this.results.fail(Peer.NETTY, StorageOperation.GET_LARGE, "killed");
		assertThat(outcome("peak heap, large PUT and GET", "least").measured()).isEmpty();
	}

	@Test
	void reportShowsGoalsFiguresFailuresAndVersions() {
		RunSettings settings = RunSettings.parse(List.of("--quick"));
		add(Peer.DW, StorageOperation.PUT_4K, new Measurement(1234.5, 5, 93, 22.7, 70_000, 30e6, 140e6));
		this.results.fail(Peer.CRT, StorageOperation.PUT_LARGE, "failed with exit code 134: SIGABRT");
		String report = new StorageReport(settings, this.results, StorageGoals.check(this.results)).toString();
		assertThat(report).contains("goals: 0 of " + GOALS + " met")
			.contains("- PUT large, fast link, CRT transfer manager: failed with exit code 134: SIGABRT")
			.containsPattern(
					"\\| DataWarehouseTemplate \\| 1,234\\.5 \\| 5\\.0  \\| 93 +\\| 22\\.70 +\\| 70\\.0 +\\| 30 +\\| 140 ")
			.contains("A quick run shows that all works")
			.contains("- minio-java: minio ");
	}

	private GoalOutcome outcome(String measure, String other) {
		return StorageGoals.check(this.results)
			.stream()
			.filter((outcome) -> outcome.measure().startsWith(measure) && outcome.expectation().contains(other))
			.findFirst()
			.orElseThrow();
	}

	private void measureAll(boolean quick) {
		for (StorageOperation operation : StorageOperation.values()) {
			for (Peer peer : Participants.of(operation, quick)) {
				boolean ours = peer == Peer.DW || peer == Peer.DW_PLAIN;
				add(peer, operation, ours ? new Measurement(100, 100, 1, 0.5, 1, 40e6, 140e6)
						: new Measurement(1, 1, 1, 10, 1, 60e6, 200e6));
			}
		}
	}

	private void memory(Peer peer, double heap) {
		add(peer, StorageOperation.PUT_LARGE, new Measurement(1, 1, 1, 1, 1, heap / 2, 1));
		add(peer, StorageOperation.GET_LARGE, new Measurement(1, 1, 1, 1, 1, heap, 1));
	}

	private void add(Peer peer, StorageOperation operation, Measurement measurement) {
		this.results.add(peer, operation, measurement);
	}

	private static Measurement throughput(double megabytesPerSecond) {
		return new Measurement(1, megabytesPerSecond, 1, 1, 1, 1, 1);
	}

}
