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

package io.datawarehouse.spark.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.spark.launcher.JavaModuleOptions;

/**
 * Does what the script {@code spark-submit} does, with the Spark on the class path: the
 * one of Maven has no script.
 */
final class SparkSubmit {

	private static final long MINUTES = 5;

	private SparkSubmit() {
	}

	/**
	 * Submit an application to a Spark of its own, and wait for its end.
	 * @param settings the file of settings
	 * @param application the class with the main method
	 * @param log where to write what Spark says
	 * @param arguments what the application is told
	 * @return the exit code
	 */
	static int run(Path settings, Class<?> application, Path log, String... arguments)
			throws IOException, InterruptedException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
		command.addAll(List.of("-Xmx1g", "-cp", classPath(), "org.apache.spark.deploy.SparkSubmit"));
		command.addAll(List.of("--master", "local[2]", "--properties-file", settings.toString(), "--class",
				application.getName(), System.getProperty("spark.application")));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		try {
			if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
				throw new IOException("Spark has not ended within " + MINUTES + " minutes");
			}
			return process.exitValue();
		}
		finally {
			process.destroyForcibly();
		}
	}

	/**
	 * What Maven found for Spark, behind what it needs in another version.
	 */
	private static String classPath() throws IOException {
		Path directory = Path.of(System.getProperty("spark.directory"));
		return directory.resolve("spark-first") + File.separator + "*" + File.pathSeparator
				+ Files.readString(directory.resolve("spark.classpath"));
	}

}
