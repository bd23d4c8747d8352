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

package io.datawarehouse.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import io.datawarehouse.embedded.junit.DataWarehouseServers;
import io.datawarehouse.sample.data.SalesDataGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the application works when Spring has processed it ahead of time: each test
 * processes and compiles it as the Maven plugin does, and starts it in a process of its
 * own with {@code -Dspring.aot.enabled=true}.
 */
class SalesApplicationAotIT {

	private static final int FILES = 2;

	private static final String CLASS_PATH = System.getProperty("java.class.path");

	@TempDir
	private Path temp;

	@Test
	void worksOnEmbeddedServers() throws Exception {
		process();
		List<String> lines = start("--dw.embedded.data-dir=" + this.temp.resolve("data"));
		assertThat(lines).anyMatch((line) -> line.contains("Starting AOT-processed SalesApplication"))
			.anyMatch((line) -> line.contains("Embedded DataWarehouse servers: S3 at "))
			.anyMatch((line) -> line.startsWith(FILES + " files"));
	}

	/**
	 * That there are endpoints is settled when the application is processed; where they
	 * are is not.
	 */
	@Test
	void endpointsAreThoseOfTheStart() throws Exception {
		process("--dw.storage.endpoint=http://127.0.0.1:1", "--dw.jobs.url=http://127.0.0.1:1",
				"--dw.fila.addresses=127.0.0.1:1");
		try (DataWarehouseServers servers = DataWarehouseServers.create()) {
			Map<String, String> properties = servers.properties();
			List<String> lines = start(properties.entrySet()
				.stream()
				.map((property) -> "--" + property.getKey() + "=" + property.getValue())
				.toArray(String[]::new));
			assertThat(lines).anyMatch((line) -> line.startsWith(FILES + " files"))
				.noneMatch((line) -> line.contains("Embedded DataWarehouse servers"));
			assertThat(servers.catalog().runs()).isNotEmpty();
			try (Stream<?> curated = servers.storage().list("dw://lake/curated/")) {
				assertThat(curated).hasSize(FILES);
			}
		}
	}

	@Test
	void hintsAreInTheMetadataOfTheImage() throws Exception {
		process();
		assertThat(files("resources", ".json")).singleElement()
			.satisfies((file) -> assertThat(Files.readString(file).replace("\\/", "/"))
				.contains("io.datawarehouse.fila.proto.EnqueueRequest")
				.contains("io/datawarehouse/embedded/fila/*.lua"));
	}

	private void process(String... args) throws Exception {
		List<String> command = new ArrayList<>(List.of("-cp", CLASS_PATH, SpringApplicationAotProcessor.class.getName(),
				SalesApplication.class.getName(), directory("sources"), directory("resources"), directory("classes"),
				"io.datawarehouse", "sample-app"));
		command.addAll(List.of(args));
		java(command);
		compile();
	}

	private void compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			List<String> options = List.of("-proc:none", "-nowarn", "-cp",
					directory("classes") + File.pathSeparator + CLASS_PATH, "-d", directory("classes"));
			boolean compiled = compiler
				.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(files("sources", ".java")))
				.call();
			assertThat(compiled).as("generated sources compile").isTrue();
		}
	}

	private List<String> start(String... args) throws Exception {
		Path input = this.temp.resolve("input");
		SalesDataGenerator.generate(input, 7, FILES, 100);
		String classPath = String.join(File.pathSeparator, directory("classes"), directory("resources"), CLASS_PATH);
		List<String> command = new ArrayList<>(
				List.of("-Dspring.aot.enabled=true", "-cp", classPath, SalesApplication.class.getName(),
						"--sales.exit=true", "--server.port=0", "--logging.level.root=info", "--sales.input=" + input));
		command.addAll(List.of(args));
		return java(command);
	}

	private List<String> java(List<String> args) throws Exception {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(args);
		Path output = Files.createTempFile(this.temp, "output", ".txt");
		Process process = new ProcessBuilder(command).directory(this.temp.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		try {
			assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("process ended").isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		List<String> lines = Files.readAllLines(output);
		assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
		return lines;
	}

	private List<Path> files(String directory, String suffix) {
		try (Stream<Path> files = Files.walk(Path.of(directory(directory)))) {
			return files.filter((file) -> file.toString().endsWith(suffix)).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String directory(String name) {
		try {
			return Files.createDirectories(this.temp.resolve("aot").resolve(name)).toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
