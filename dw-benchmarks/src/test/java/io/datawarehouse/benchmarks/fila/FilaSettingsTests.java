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

package io.datawarehouse.benchmarks.fila;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FilaSettings} and {@link FilaPlan}.
 */
class FilaSettingsTests {

	private static FilaSettings parse(String... arguments) {
		return FilaSettings.parse(List.of(arguments));
	}

	@Test
	void onlyACompleteRunIsFull() {
		assertThat(parse().isFull()).isTrue();
		assertThat(parse("--rounds=6").isFull()).isTrue();
		assertThat(parse("--quick").isFull()).isFalse();
		assertThat(parse("--quick", "--rounds=5").isFull()).isFalse();
		assertThat(parse("--rounds=4").isFull()).isFalse();
		assertThat(parse("--scenarios=enqueue-1").isFull()).isFalse();
	}

	@Test
	void roundsAreThoseAskedForInAnyOrder() {
		assertThat(parse().rounds()).isEqualTo(5);
		assertThat(parse("--quick").rounds()).isEqualTo(2);
		assertThat(parse("--rounds=1").rounds()).isEqualTo(1);
		assertThat(parse("--rounds=7", "--quick")).isEqualTo(parse("--quick", "--rounds=7"))
			.isEqualTo(new FilaSettings(true, 7, EnumSet.allOf(FilaScenario.class)));
	}

	@Test
	void namedScenariosAreMeasuredAndNoOthers() {
		FilaSettings settings = parse("--scenarios=consume-10,latency");
		assertThat(settings.scenarios()).isEqualTo(Set.of(FilaScenario.CONSUME_MANY, FilaScenario.LATENCY));
		for (FilaPeer peer : FilaPeer.values()) {
			for (FilaScenario scenario : FilaScenario.values()) {
				assertThat(settings.measures(scenario, peer)).as(peer + " " + scenario)
					.isEqualTo(settings.scenarios().contains(scenario) && peer.takesPart(scenario));
			}
		}
		assertThat(parse().scenarios()).containsExactlyInAnyOrder(FilaScenario.values());
	}

	@ParameterizedTest
	@EnumSource
	void everyScenarioCanBeNamed(FilaScenario scenario) {
		assertThat(parse("--scenarios=" + scenario.id()).scenarios()).containsExactly(scenario);
	}

	@ParameterizedTest
	@ValueSource(strings = { "--fast", "--rounds", "--rounds=", "--rounds=x", "--rounds=0", "--rounds=-1",
			"--rounds=99999", "--scenarios", "quick" })
	void wrongOptionsAreRefused(String option) {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(option)).withMessageContaining("'" + option + "'");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			--scenarios=; ''
			--scenarios=enqueue; enqueue
			--scenarios=enqueue-1,,latency; ''
			--scenarios=enqueue-1 ,latency; 'enqueue-1 '
			""")
	void unknownScenariosAreToldWithThoseThatThereAre(String option, String unknown) {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(option))
			.withMessageContaining("'" + unknown + "'")
			.withMessageContaining("enqueue-1, enqueue-16")
			.withMessageContaining("latency");
	}

	@Test
	void quickRunTakesLessOfEverything() {
		FilaSettings quick = parse("--quick");
		FilaSettings full = parse();
		assertThat(quick.warmUp()).isLessThan(full.warmUp());
		assertThat(quick.time()).isLessThan(full.time());
		assertThat(FilaScenario.values()).allSatisfy(
				(scenario) -> assertThat(quick.messages(scenario)).isPositive().isLessThan(full.messages(scenario)));
	}

	@Test
	void planIsReadAsItWasWritten() {
		FilaPlan plan = new FilaPlan(FilaPeer.values()[0], FilaScenario.CONSUME_MANY, "127.0.0.1:5555", "q-1",
				Duration.ofSeconds(8), Duration.ofMillis(1500), 240_000);
		assertThat(FilaPlan.parse(plan.toArguments().toArray(String[]::new))).isEqualTo(plan);
	}

}
