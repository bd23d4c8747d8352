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

package io.datawarehouse.embedded.fila;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A broker in a process of its own, which can be killed.
 */
public final class FilaBrokerProcess implements AutoCloseable {

	private static final String ADDRESS = "address=";

	private final Process process;

	private final String address;

	private FilaBrokerProcess(Process process, String address) {
		this.process = process;
		this.address = address;
	}

	static FilaBrokerProcess start(Path dataDir) throws IOException {
		return start(dataDir, 0);
	}

	/**
	 * Start a broker.
	 * @param dataDir the data folder, which outlives the broker
	 * @param port the port, 0 for any that is free
	 * @return the broker, which listens
	 * @throws IOException when it does not start
	 */
	public static FilaBrokerProcess start(Path dataDir, int port) throws IOException {
		return start(dataDir, port, System.getProperty("java.class.path"));
	}

	static FilaBrokerProcess start(Path dataDir, String classPath) throws IOException {
		return start(dataDir, 0, classPath);
	}

	private static FilaBrokerProcess start(Path dataDir, int port, String classPath) throws IOException {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx256m", "-cp", classPath, FilaBrokerProcess.class.getName(), dataDir.toString(),
				Integer.toString(port))
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		BufferedReader output = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
		// Its log comes first.
		for (String line = output.readLine(); line != null; line = output.readLine()) {
			if (line.startsWith(ADDRESS)) {
				drain(output);
				return new FilaBrokerProcess(process, line.substring(ADDRESS.length()));
			}
		}
		process.destroyForcibly();
		throw new IOException("The broker did not start");
	}

	/**
	 * A broker whose output nobody reads would wait for ever once it has said much.
	 */
	private static void drain(BufferedReader output) {
		Thread thread = new Thread(() -> {
			try {
				output.lines().forEach(System.out::println);
			}
			catch (UncheckedIOException ex) {
				// The broker was killed.
			}
		}, "broker-output");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Where the broker listens.
	 * @return the address as {@code host:port}
	 */
	public String address() {
		return this.address;
	}

	/**
	 * Kill the process as SIGKILL does and wait until it is gone.
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The broker cannot be killed");
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/**
	 * Run the broker until the process that started it ends.
	 * @param args the data folder and the port
	 * @throws IOException when the parent cannot be watched
	 */
	public static void main(String[] args) throws IOException {
		try (EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder()
			.dataDir(Path.of(args[0]))
			.port(Integer.parseInt(args[1]))
			.start()) {
			System.out.println(ADDRESS + broker.address());
			int end = System.in.read();
			System.exit((end < 0) ? 0 : 1);
		}
	}

}
