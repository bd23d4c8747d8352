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

package io.datawarehouse.benchmarks.job;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What one forked process measures.
 *
 * @param scenario the scenario
 * @param catalog the address of the catalog
 * @param state an empty folder for what runs have to remember
 * @param warmUp how long to repeat before it is measured
 * @param time how long to measure
 */
record JobsPlan(JobsScenario scenario, URI catalog, Path state, Duration warmUp, Duration time) {

	static JobsPlan parse(String[] arguments) {
		return new JobsPlan(JobsScenario.valueOf(arguments[0]), URI.create(arguments[1]), Path.of(arguments[2]),
				Duration.parse(arguments[3]), Duration.parse(arguments[4]));
	}

	List<String> toArguments() {
		return List.of(this.scenario.name(), this.catalog.toString(), this.state.toString(), this.warmUp.toString(),
				this.time.toString());
	}

}
