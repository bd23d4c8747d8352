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

import java.time.Duration;
import java.util.List;

/**
 * How much is measured, and for how long.
 *
 * @param quick whether this is a short run that shows that all works
 */
record JobsSettings(boolean quick) {

	static JobsSettings parse(List<String> arguments) {
		for (String argument : arguments) {
			if (!argument.equals("--quick")) {
				throw new IllegalArgumentException("Unknown option '" + argument + "'");
			}
		}
		return new JobsSettings(!arguments.isEmpty());
	}

	int rounds() {
		return this.quick ? 1 : 3;
	}

	Duration warmUp(JobsScenario scenario) {
		return Duration.ofSeconds((this.quick ? 2 : 4) * scenario.warmUp());
	}

	Duration time(JobsScenario scenario) {
		return Duration.ofSeconds((this.quick ? 2 : 4) * scenario.effort());
	}

	Duration limit() {
		return Duration.ofSeconds(240);
	}

}
