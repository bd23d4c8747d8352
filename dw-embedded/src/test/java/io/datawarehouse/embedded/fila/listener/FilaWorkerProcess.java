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

package io.datawarehouse.embedded.fila.listener;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.listener.EnableFila;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerContainerFactory;
import io.datawarehouse.fila.listener.FilaListenerEndpointRegistry;
import io.datawarehouse.fila.listener.FilaListenerSettings;
import org.awaitility.Awaitility;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An instance of an application with a listener, in a process of its own that can be
 * killed. It tells of each message as soon as it has it.
 */
final class FilaWorkerProcess implements AutoCloseable {

	static final int CONCURRENCY = 4;

	static final String QUEUE = "shared";

	private static final String READY = "ready";

	private static final String HOLDING = "holding";

	private static final String HANDLED = "handled ";

	private static final long SECONDS = 60;

	private final Process process;

	private final CountDownLatch ready = new CountDownLatch(1);

	private final CountDownLatch holding = new CountDownLatch(1);

	private final List<Handled> handled = new CopyOnWriteArrayList<>();

	private FilaWorkerProcess(Process process) {
		this.process = process;
		Thread thread = new Thread(this::read, "worker-output");
		thread.setDaemon(true);
		thread.start();
	}

	static FilaWorkerProcess start(String address, Duration lease) throws IOException {
		return new FilaWorkerProcess(
				new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-cp", System.getProperty("java.class.path"), FilaWorkerProcess.class.getName(), address,
						lease.toString())
					.redirectError(ProcessBuilder.Redirect.INHERIT)
					.start());
	}

	private void read() {
		try {
			new BufferedReader(new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8)).lines()
				.forEach(this::hear);
		}
		catch (UncheckedIOException ex) {
			// The worker was killed.
		}
	}

	private void hear(String line) {
		if (line.equals(READY)) {
			this.ready.countDown();
		}
		else if (line.equals(HOLDING)) {
			this.holding.countDown();
		}
		else if (line.startsWith(HANDLED)) {
			String[] parts = line.substring(HANDLED.length()).split(" ");
			this.handled.add(new Handled(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])));
		}
	}

	/**
	 * Wait until the worker gets messages.
	 */
	void awaitReady() throws InterruptedException {
		await(this.ready, "is not ready");
	}

	/**
	 * Let the worker stop in the middle of each message that it gets from now on.
	 */
	void hold() throws IOException, InterruptedException {
		this.process.getOutputStream().write('\n');
		this.process.getOutputStream().flush();
		await(this.holding, "does not hold");
	}

	private void await(CountDownLatch latch, String otherwise) throws InterruptedException {
		if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException(
					"The worker " + otherwise + (this.process.isAlive() ? "" : ": it has ended"));
		}
	}

	List<Handled> handled() {
		return this.handled;
	}

	/**
	 * Kill the process as SIGKILL does and wait until it is gone.
	 */
	void kill() throws InterruptedException {
		this.process.destroyForcibly();
		if (!this.process.waitFor(SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The worker cannot be killed");
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

	/**
	 * Run the worker until the process that started it ends.
	 * @param args the address of the broker and the time that a message is leased for
	 * @throws IOException if the other process cannot be heard
	 */
	public static void main(String[] args) throws IOException {
		AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
		application.registerBean(FilaClient.class, () -> FilaClient.builder().address(args[0]).build());
		application.registerBean(Duration.class, () -> Duration.parse(args[1]));
		application.register(Application.class);
		application.refresh();
		FilaListenerContainer container = application.getBean(FilaListenerEndpointRegistry.class)
			.getContainer("worker");
		Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).until(container::isSubscribed);
		System.out.println(READY);
		if (System.in.read() >= 0) {
			application.getBean(Worker.class).hold = true;
			System.out.println(HOLDING);
			System.in.read();
		}
		Runtime.getRuntime().halt(0);
	}

	/**
	 * A message that the worker had.
	 *
	 * @param number its number
	 * @param attempt how often it was delivered before
	 */
	record Handled(int number, int attempt) {
	}

	/**
	 * The application.
	 */
	@Configuration(proxyBeanMethods = false)
	@EnableFila
	static class Application {

		@Bean
		FilaListenerContainerFactory filaListenerContainerFactory(FilaClient client, Duration lease) {
			FilaListenerContainerFactory factory = new FilaListenerContainerFactory(client);
			factory.setSettings(FilaListenerSettings.defaults().withMaxAttempts(0).withVisibilityTimeout(lease));
			return factory;
		}

		@Bean
		Worker worker() {
			return new Worker();
		}

	}

	/**
	 * The listener of the application.
	 */
	static class Worker {

		private volatile boolean hold;

		@FilaListener(id = "worker", queues = QUEUE, concurrency = "" + CONCURRENCY)
		void on(ConsumeMessage message) throws InterruptedException {
			System.out.println(HANDLED + ByteBuffer.wrap(message.payload()).getInt() + " " + message.attemptCount());
			if (this.hold) {
				new CountDownLatch(1).await();
			}
		}

	}

}
