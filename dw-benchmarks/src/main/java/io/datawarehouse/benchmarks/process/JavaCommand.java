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

package io.datawarehouse.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Makes the command of a JVM that runs a class of this class path, on this JDK, with
 * flags that do not depend on the machine.
 *
 * @since 1.0.0
 */
public final class JavaCommand {

	/**
	 * The flags of every forked JVM.
	 */
	public static final List<String> FLAGS = List.of("-XX:+UseG1GC", "-Xms256m", "-Xmx2g",
			"-Djava.net.preferIPv4Stack=true");

	private JavaCommand() {
	}

	/**
	 * Create the process builder of a JVM.
	 * @param main the class to run
	 * @param arguments its arguments
	 * @return a builder that has not been started
	 */
	public static ProcessBuilder of(Class<?> main, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(FLAGS);
		command.add(main.getName());
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command);
		Map<String, String> environment = builder.environment();
		environment.keySet().removeIf((name) -> name.startsWith("AWS_") || name.equals("JAVA_TOOL_OPTIONS"));
		environment.put("AWS_EC2_METADATA_DISABLED", "true");
		environment.put("CLASSPATH", System.getProperty("java.class.path"));
		return builder;
	}

}
