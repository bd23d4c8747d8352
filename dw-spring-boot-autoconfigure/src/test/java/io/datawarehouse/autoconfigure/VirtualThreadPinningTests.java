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

package io.datawarehouse.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaListenerAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAsyncAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaTemplate;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.AsyncDataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.VirtualThreadTaskExecutor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that all clients work with {@code spring.threads.virtual.enabled=true}, and that
 * no virtual thread is pinned while our code is on its stack.
 */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadPinningTests {

	private static final String PINNED = "jdk.VirtualThreadPinned";

	private static final int TASKS = 12;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwStorageAutoConfiguration.class,
				DwStorageAsyncAutoConfiguration.class, DwJobAutoConfiguration.class, FilaAutoConfiguration.class,
				FilaListenerAutoConfiguration.class))
		.withPropertyValues("spring.threads.virtual.enabled=true", "dw.embedded.in-memory=true",
				"dw.jobs.state-enabled=false", "dw.fila.listener.concurrency=4")
		.withUserConfiguration(Listeners.class);

	@TempDir
	private Path temp;

	@Test
	void clientsDoNotPinVirtualThreads() {
		this.runner.run((context) -> {
			context.getBean(DataWarehouseTemplate.class).ensureBucket("lake");
			// Classes are loaded and initialized, which pins once.
			inVirtualThreads((task) -> work(context, "warm-%02d".formatted(task)));
			List<RecordedEvent> pinned = record(
					() -> inVirtualThreads((task) -> work(context, "task-%02d".formatted(task))));
			assertThat(pinned).filteredOn(VirtualThreadPinningTests::isOurs)
				.extracting(RecordedEvent::toString)
				.isEmpty();
		});
	}

	@Test
	void listenersRunInVirtualThreads() {
		this.runner.run((context) -> {
			FilaTemplate fila = context.getBean(FilaTemplate.class);
			Listeners listeners = context.getBean(Listeners.class);
			IntStream.range(0, TASKS).forEach((number) -> fila.convertAndSend("orders", "order-" + number));
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(listeners.handled).hasSize(TASKS));
			assertThat(listeners.virtual.keySet()).containsExactly(true);
		});
	}

	/**
	 * Shows that the recording would tell: a virtual thread that waits in an initializer
	 * of a class is pinned on all versions of Java.
	 */
	@Test
	void recordingTellsOfPinning() throws Exception {
		List<RecordedEvent> pinned = record(() -> inVirtualThread(() -> Pinning.VALUE));
		assertThat(pinned)
			.anyMatch((event) -> frames(event).anyMatch((frame) -> frame.equals(Pinning.class.getName())));
	}

	private static void work(ApplicationContext context, String name) throws Exception {
		DataWarehouseTemplate dw = context.getBean(DataWarehouseTemplate.class);
		String uri = "dw://lake/" + name;
		context.getBean(JobContextFactory.class).run("job", (job) -> {
			dw.store(uri, name.repeat(10_000));
			job.logEvent("stored", Map.of("name", name));
		});
		dw.write(uri + ".stream", (stream) -> stream.write(new byte[2_000_000]));
		try (InputStream input = dw.retrieveStream(uri + ".stream")) {
			assertThat(input.readAllBytes()).hasSize(2_000_000);
		}
		try (Stream<ObjectInfo> objects = dw.list(uri)) {
			assertThat(objects).hasSize(2);
		}
		byte[] content = context.getBean(AsyncDataWarehouseOperations.class).retrieve(uri).get(60, TimeUnit.SECONDS);
		assertThat(content).hasSize(name.length() * 10_000);
		context.getBean(FilaTemplate.class).convertAndSend("orders", name);
		Listeners listeners = context.getBean(Listeners.class);
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> listeners.handled.contains(name));
	}

	private static void inVirtualThreads(Task task) throws Exception {
		VirtualThreadTaskExecutor executor = new VirtualThreadTaskExecutor("pinning-");
		List<Future<?>> futures = IntStream.range(0, TASKS).<Future<?>>mapToObj((number) -> executor.submit(() -> {
			task.run(number);
			return null;
		})).toList();
		for (Future<?> future : futures) {
			future.get(120, TimeUnit.SECONDS);
		}
	}

	private static void inVirtualThread(Callable<?> task) throws Exception {
		new VirtualThreadTaskExecutor("pinning-").submit(task).get(60, TimeUnit.SECONDS);
	}

	private List<RecordedEvent> record(Work work) throws Exception {
		try (Recording recording = new Recording()) {
			recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
			recording.start();
			work.run();
			recording.stop();
			return events(recording);
		}
	}

	private List<RecordedEvent> events(Recording recording) throws IOException {
		Path file = this.temp.resolve("pinned.jfr");
		recording.dump(file);
		return RecordingFile.readAllEvents(file)
			.stream()
			.filter((event) -> event.getEventType().getName().equals(PINNED))
			.toList();
	}

	private static boolean isOurs(RecordedEvent event) {
		return frames(event).anyMatch(
				(frame) -> frame.startsWith("io.datawarehouse.") && !frame.startsWith("io.datawarehouse.embedded.")
						&& !frame.startsWith(VirtualThreadPinningTests.class.getName()));
	}

	private static Stream<String> frames(RecordedEvent event) {
		if (event.getStackTrace() == null) {
			return Stream.empty();
		}
		return event.getStackTrace()
			.getFrames()
			.stream()
			.map(RecordedFrame::getMethod)
			.map((method) -> method.getType().getName());
	}

	/**
	 * What one virtual thread does.
	 */
	@FunctionalInterface
	private interface Task {

		void run(int number) throws Exception;

	}

	/**
	 * What is recorded.
	 */
	@FunctionalInterface
	private interface Work {

		void run() throws Exception;

	}

	/**
	 * Waits while it is initialized.
	 */
	static final class Pinning {

		static final Integer VALUE = value();

		private Pinning() {
		}

		private static Integer value() {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
			return 1;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		private final Set<String> handled = ConcurrentHashMap.newKeySet();

		private final Map<Boolean, Boolean> virtual = new ConcurrentHashMap<>();

		@Bean
		FilaQueue orders() {
			return FilaQueue.of("orders");
		}

		@FilaListener(queues = "orders")
		void onOrder(String order) throws ReflectiveOperationException {
			// Not in the API of Java 17, which this is compiled for
			Boolean isVirtual = (Boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
			this.virtual.put(isVirtual, true);
			this.handled.add(order);
		}

	}

}
