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

package io.datawarehouse.benchmarks.startup;

import java.util.List;

/**
 * How often is measured.
 *
 * @param quick whether it is to be shown only that all works
 */
record StartupSettings(boolean quick) {

	private static final int WARM_UPS = 2;

	static StartupSettings parse(List<String> arguments) {
		for (String argument : arguments) {
			if (!argument.equals("--quick")) {
				throw new IllegalArgumentException("Unknown option: " + argument);
			}
		}
		return new StartupSettings(!arguments.isEmpty());
	}

	/**
	 * Rounds that do not count: they fill the file cache.
	 */
	int warmUps() {
		return this.quick ? 0 : WARM_UPS;
	}

	int rounds() {
		return this.quick ? 2 : 15;
	}

}
