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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the commands of the applications that are started.
 */
final class StartupCommand {

	/**
	 * The flags of every forked JVM. The collector is named, for a machine of other size
	 * would choose another.
	 */
	static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xmx256m");

	private static final String CLASS_PATH = "dw.benchmarks.startup.class-path.";

	private final Path classes;

	private final Path folder;

	/**
	 * Create the commands.
	 * @param classes where the application is
	 * @param folder where it may leave files
	 */
	StartupCommand(Path classes, Path folder) {
		this.classes = classes;
		this.folder = folder;
	}

	ProcessBuilder of(StartupVariant variant) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(FLAGS);
		command.add(StartupApplication.class.getName());
		command.addAll(List.of("--server.port=0", "--spring.main.banner-mode=off", "--logging.level.root=warn"));
		command.addAll(variant.properties());
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile());
		builder.environment().keySet().removeIf(StartupCommand::isForeign);
		builder.environment().put("CLASSPATH", String.join(File.pathSeparator, classPath(variant)));
		return builder;
	}

	private static boolean isForeign(String variable) {
		return variable.startsWith("AWS_") || variable.startsWith("DW_") || variable.equals("JAVA_TOOL_OPTIONS");
	}

	private Set<String> classPath(StartupVariant variant) {
		Set<String> classPath = new LinkedHashSet<>();
		classPath.add(this.classes.toString());
		classPath.addAll(read("empty"));
		if (variant == StartupVariant.STARTER) {
			classPath.addAll(read("starter"));
		}
		return classPath;
	}

	private static List<String> read(String name) {
		String file = System.getProperty(CLASS_PATH + name);
		if (file == null) {
			throw new IllegalStateException("Start it by dw-benchmarks/run startup, which finds the class paths");
		}
		try {
			return Arrays.asList(Files.readString(Path.of(file)).strip().split(File.pathSeparator));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
