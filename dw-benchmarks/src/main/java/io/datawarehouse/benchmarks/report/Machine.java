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

package io.datawarehouse.benchmarks.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.sun.management.OperatingSystemMXBean;

/**
 * Describes the machine and the JDK of a run.
 *
 * @since 1.0.0
 */
public final class Machine {

	private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

	private Machine() {
	}

	/**
	 * Describe this machine.
	 * @return processor, cores, memory, and operating system
	 */
	public static String hardware() {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		return cores() + " cores (" + processor().orElse(System.getProperty("os.arch")) + "), "
				+ system.getTotalMemorySize() / (1024 * 1024 * 1024) + " GiB, " + System.getProperty("os.name") + " "
				+ System.getProperty("os.version");
	}

	/**
	 * Return how many cores clients and server share.
	 * @return the number of processors that this JVM sees
	 */
	public static int cores() {
		return Runtime.getRuntime().availableProcessors();
	}

	/**
	 * Describe this JDK.
	 * @return version and vendor
	 */
	public static String jdk() {
		return Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
	}

	private static Optional<String> processor() {
		if (!Files.isReadable(CPU_INFO)) {
			return Optional.empty();
		}
		try {
			return Files.readString(CPU_INFO, StandardCharsets.ISO_8859_1)
				.lines()
				.filter((line) -> line.startsWith("model name"))
				.map((line) -> line.substring(line.indexOf(':') + 1).trim())
				.findFirst();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

}
