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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much is measured, and for how long.
 *
 * @param quick whether this is a short run that shows that all works
 * @param rounds how often each scenario is measured with each client
 * @param scenarios the scenarios
 */
record FilaSettings(boolean quick, int rounds, Set<FilaScenario> scenarios) {

	static FilaSettings parse(List<String> arguments) {
		boolean quick = false;
		int rounds = 0;
		Set<FilaScenario> scenarios = EnumSet.allOf(FilaScenario.class);
		for (String argument : arguments) {
			if (argument.equals("--quick")) {
				quick = true;
			}
			else if (argument.startsWith("--scenarios=")) {
				scenarios = Arrays.stream(argument.substring("--scenarios=".length()).split(","))
					.map(FilaScenario::of)
					.collect(Collectors.toSet());
			}
			else if (argument.startsWith("--rounds=")) {
				rounds = rounds(argument);
			}
			else {
				throw new IllegalArgumentException("Unknown option '" + argument + "'");
			}
		}
		return new FilaSettings(quick, (rounds > 0) ? rounds : quick ? 2 : 5, scenarios);
	}

	private static int rounds(String argument) {
		String number = argument.substring("--rounds=".length());
		if (!number.matches("[1-9]\\d{0,3}")) {
			throw new IllegalArgumentException("Option '" + argument + "' needs a number from 1 to 9999");
		}
		return Integer.parseInt(number);
	}

	/**
	 * Return whether everything is measured, for as long as figures need to be steady.
	 * @return whether the results are worth to be kept
	 */
	boolean isFull() {
		return !this.quick && this.rounds >= 5 && this.scenarios.size() == FilaScenario.values().length;
	}

	boolean measures(FilaScenario scenario, FilaPeer peer) {
		return this.scenarios.contains(scenario) && peer.takesPart(scenario);
	}

	Duration warmUp() {
		return Duration.ofSeconds(this.quick ? 3 : 8);
	}

	Duration time() {
		return Duration.ofSeconds(this.quick ? 3 : 8);
	}

	/**
	 * Return how many messages a queue is filled with: about what the quicker client
	 * handles in the time of warm-up and measurement.
	 * @param scenario the scenario
	 * @return the number
	 */
	int messages(FilaScenario scenario) {
		int many = (scenario == FilaScenario.CONSUME_ONE) ? 400_000 : 640_000;
		return this.quick ? many * 2 / 5 : many;
	}

	Duration limit() {
		return this.warmUp().plus(time()).plusSeconds(300);
	}

}
