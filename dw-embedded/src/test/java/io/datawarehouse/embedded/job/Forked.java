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

package io.datawarehouse.embedded.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.retry.RetrySettings;

/**
 * Another JVM, to be killed.
 */
final class Forked implements AutoCloseable {

	private final Process process;

	private final BufferedReader output;

	private Forked(Process process) {
		this.process = process;
		this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	/**
	 * Start a JVM that does what {@link #main} says.
	 */
	static Forked start(String what, Object... arguments) throws IOException {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
						classPath, Forked.class.getName(), what));
		for (Object argument : arguments) {
			command.add(argument.toString());
		}
		return new Forked(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
	}

	/**
	 * Wait for the line that begins so, and give what follows.
	 */
	String await(String prefix) throws IOException {
		String line = this.output.readLine();
		while (line != null && !line.startsWith(prefix)) {
			line = this.output.readLine();
		}
		if (line == null) {
			throw new IOException("The other JVM ended before it told " + prefix);
		}
		return line.substring(prefix.length()).strip();
	}

	void kill() {
		try {
			this.process.destroyForcibly().onExit().get(30, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The other JVM does not die", ex);
		}
	}

	/**
	 * Ask the other JVM to shut down, and wait until it has.
	 */
	void terminate() {
		try {
			this.process.destroy();
			this.process.onExit().get(60, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException("The other JVM does not shut down", ex);
		}
	}

	@Override
	public void close() {
		kill();
	}

	/**
	 * Do something and then wait to be killed.
	 */
	public static void main(String[] arguments) throws IOException {
		switch (arguments[0]) {
			case "jobs" -> jobs(URI.create(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]));
			case "completion" -> completion(URI.create(arguments[1]), Path.of(arguments[2]));
			case "matrix" -> matrix(Path.of(arguments[1]), arguments[2].split(","));
			case "catalog" -> System.out.println("url "
					+ EmbeddedDatlakeCatalog.builder().dataDir(Path.of(arguments[1])).apiKey("key").start().url());
			default -> throw new IllegalArgumentException(arguments[0]);
		}
		System.in.read();
	}

	/**
	 * Leave some runs open.
	 */
	private static void jobs(URI url, Path stateDirectory, int count) {
		JobContextFactory jobs = factory(url, stateDirectory);
		for (int i = 0; i < count; i++) {
			jobs.start("killed");
		}
		jobs.run("finished", (job) -> job.putMetadata("a", 1));
		System.out.println("started");
	}

	/**
	 * Complete a run while the catalog is away.
	 */
	private static void completion(URI url, Path stateDirectory) throws IOException {
		JobContextFactory jobs = factory(url, stateDirectory);
		jobs.run("worked", (job) -> {
			System.out.println("running");
			System.in.read();
		});
		System.out.println("ended " + jobs.pendingCompletions());
	}

	/**
	 * Work on all cells of the matrix that are to be killed, each in a thread of its own.
	 */
	private static void matrix(Path folder, String[] urls) throws IOException {
		Map<Integer, CountDownLatch> faults = new ConcurrentHashMap<>();
		for (MatrixCell cell : MatrixCell.all()) {
			if (cell.outcome().isKilled()) {
				faults.put(cell.number(), new CountDownLatch(1));
				Thread thread = new Thread(() -> matrix(cell, folder, urls, faults.get(cell.number())));
				thread.setDaemon(true);
				thread.start();
			}
		}
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			faults.get(Integer.parseInt(line)).countDown();
		}
	}

	private static void matrix(MatrixCell cell, Path folder, String[] urls, CountDownLatch fault) {
		JobContextFactory jobs = cell.factory(URI.create(urls[cell.number()]), folder, Duration.ofSeconds(1));
		Throwable thrown = cell.work(jobs, () -> {
			System.out.println("cell " + cell.number() + " working");
			try {
				fault.await(60, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		System.out.println("cell " + cell.number() + " " + MatrixCell.saw(thrown).name());
	}

	/**
	 * Tell the other JVM something.
	 */
	void tell(String line) throws IOException {
		this.process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
		this.process.getOutputStream().flush();
	}

	/**
	 * Let the other JVM go on.
	 */
	void goOn() throws IOException {
		this.process.getOutputStream().write('\n');
		this.process.getOutputStream().flush();
	}

	private static JobContextFactory factory(URI url, Path stateDirectory) {
		DatlakeClient client = DatlakeClient.builder()
			.url(url)
			.apiKey("key")
			.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(10)))
			.build();
		return JobContextFactory.builder(client).stateDirectory(stateDirectory).build();
	}

}
