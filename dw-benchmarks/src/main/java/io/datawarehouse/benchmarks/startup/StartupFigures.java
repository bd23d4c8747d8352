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

import java.util.Arrays;
import java.util.Locale;

/**
 * What one start took.
 *
 * @param millis from the start of the JVM until the application was ready
 * @param cpuMillis what the process computed until then
 * @param megabytes the resident memory then
 * @param clients how many of our clients there were
 */
record StartupFigures(double millis, double cpuMillis, double megabytes, int clients) {

	private static final String MARK = "startup-figures";

	String toLine() {
		return String.format(Locale.ROOT, "%s %f %f %f %d", MARK, this.millis, this.cpuMillis, this.megabytes,
				this.clients);
	}

	static boolean isLine(String line) {
		return line.startsWith(MARK + " ");
	}

	static StartupFigures parse(String line) {
		String[] parts = line.split(" ");
		if (!isLine(line) || parts.length != 5) {
			throw new IllegalArgumentException("Not figures of a start: " + Arrays.toString(parts));
		}
		return new StartupFigures(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]),
				Double.parseDouble(parts[3]), Integer.parseInt(parts[4]));
	}

}
