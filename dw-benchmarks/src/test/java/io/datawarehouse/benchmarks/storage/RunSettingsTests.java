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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.datawarehouse.benchmarks.storage.peer.Peer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RunSettings} and {@link WorkerPlan}.
 */
class RunSettingsTests {

	@Test
	void onlySteadyFiguresWithAllWhomGoalsNameAreKept() {
		assertThat(RunSettings.parse(List.of()).isKept()).isTrue();
		assertThat(RunSettings.parse(List.of("--operations=put-4k", "--peers=goals")).isKept()).isTrue();
		assertThat(RunSettings.parse(List.of("--quick")).isKept()).isFalse();
		assertThat(RunSettings.parse(List.of("--report")).isKept()).isFalse();
		assertThat(RunSettings.parse(List.of("--peers=dw")).isKept()).isFalse();
	}

	@Test
	void onlyWhatIsKeptCanBeResumed() {
		assertThat(RunSettings.parse(List.of("--resume", "--operations=put-4k")).resume()).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> RunSettings.parse(List.of("--resume", "--quick")))
			.withMessageContaining("--resume");
		assertThatIllegalArgumentException().isThrownBy(() -> RunSettings.parse(List.of("--peers=dw", "--resume")))
			.withMessageContaining("--resume");
	}

	@Test
	void peersOfTheGoalsAreThoseOfAQuickRun() {
		RunSettings settings = RunSettings.parse(List.of("--peers=goals", "--note=a = b"));
		assertThat(settings.measures(StorageOperation.PUT_4K, Peer.MINIO)).isTrue();
		assertThat(settings.measures(StorageOperation.PUT_4K, Peer.NETTY)).isFalse();
		assertThat(settings.forks()).isEqualTo(3);
		assertThat(settings.note()).isEqualTo("a = b");
	}

	@Test
	void namedPeersAreMeasuredInAQuickRunToo() {
		RunSettings settings = RunSettings.parse(List.of("--quick", "--peers=netty,dw", "--operations=put-4k"));
		assertThat(settings.measures(StorageOperation.PUT_4K, Peer.NETTY)).isTrue();
		assertThat(settings.measures(StorageOperation.PUT_4K, Peer.MINIO)).isFalse();
		assertThat(settings.measures(StorageOperation.GET_4K, Peer.NETTY)).isFalse();
		assertThat(RunSettings.parse(List.of("--quick")).measures(StorageOperation.PUT_4K, Peer.NETTY)).isFalse();
	}

	@Test
	void quickRunEndsWithinFiveMinutes() {
		assertThat(RunSettings.parse(List.of("--quick")).limit()).isLessThan(Duration.ofMinutes(5));
	}

	@Test
	void unknownOptionsAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> RunSettings.parse(List.of("--fast")))
			.withMessageContaining("'--fast'");
		assertThatIllegalArgumentException().isThrownBy(() -> RunSettings.parse(List.of("--operations=put")))
			.withMessageContaining("'put'")
			.withMessageContaining("put-4k");
	}

	@Test
	void planIsReadAsItWasWritten() {
		WorkerPlan plan = new WorkerPlan(Peer.SDK_URL, StorageOperation.GET_LARGE_SLOW, 512, 8080,
				Duration.ofSeconds(24), Duration.ofMillis(1500), Path.of("/dev/shm/x"));
		assertThat(WorkerPlan.parse(plan.toArguments().toArray(String[]::new))).isEqualTo(plan);
	}

}
