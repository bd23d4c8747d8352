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

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application that is started: nothing of its own, and what auto-configuration finds
 * on the class path. It says what its start took, and ends.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class StartupApplication {

	private static final Path STATUS = Path.of("/proc/self/status");

	/**
	 * Start, measure and end.
	 * @param args properties
	 * @throws IOException if the memory cannot be read
	 */
	public static void main(String[] args) throws IOException {
		ConfigurableApplicationContext context = SpringApplication.run(StartupApplication.class, args);
		double millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
		double megabytes = residentKilobytes() / 1024.0;
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		double cpu = TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime());
		System.out.println(new StartupFigures(millis, cpu, megabytes, clients(context)).toLine());
		context.close();
	}

	private static long residentKilobytes() throws IOException {
		return Files.readAllLines(STATUS)
			.stream()
			.filter((line) -> line.startsWith("VmRSS:"))
			.map((line) -> line.replaceAll("\\D", ""))
			.mapToLong(Long::parseLong)
			.findFirst()
			.orElseThrow(() -> new IOException("No VmRSS in " + STATUS));
	}

	/**
	 * Count the clients by name: an empty application has not even their classes.
	 */
	private static int clients(ConfigurableApplicationContext context) {
		return (int) Arrays.stream(context.getBeanDefinitionNames())
			.map(context::getType)
			.filter(Objects::nonNull)
			.map(Class::getName)
			.filter(StartupVariant.CLIENTS::contains)
			.count();
	}

}
