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
package io.datawarehouse.embedded.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads and connections of this process, to assert that none is left. Connections are
 * seen on Linux only.
 */
final class Leftovers {

	private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

	private static final int INODE = 9;

	private static final String TIMEOUT = "dw.test.leftovers-timeout-seconds";

	private final Set<Thread> threads = threads();

	private final Set<String> sockets = sockets();

	/**
	 * Assert that there is nothing that was not there when this was created, within the
	 * time that pools and servers take to end.
	 */
	void assertNone() {
		Awaitility.await().atMost(Duration.ofSeconds(Integer.getInteger(TIMEOUT, 30))).untilAsserted(() -> {
			assertThat(threads()).as("threads that are left")
				.filteredOn((thread) -> !this.threads.contains(thread))
				.isEmpty();
			assertThat(sockets()).as("connections that are left")
				.filteredOn((socket) -> !this.sockets.contains(socket))
				.isEmpty();
		});
	}

	static Set<Thread> threads() {
		// The JDK ends those of its own pools when they have been idle.
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.getName().startsWith("ForkJoinPool.commonPool"))
			.filter((thread) -> !thread.getName().startsWith("HttpClient-"))
			.filter((thread) -> !thread.getName().startsWith("awaitility"))
			.filter((thread) -> !thread.getName().equals("process reaper"))
			// Of tools that look into this process.
			.filter((thread) -> !thread.getName().equals("Attach Listener"))
			// A daemon of the SDK, of which there is one per process.
			.filter((thread) -> !thread.getName().equals("response-input-stream-timeout-scheduler"))
			.filter((thread) -> thread.getThreadGroup() == null
					|| !thread.getThreadGroup().getName().equals("InnocuousThreadGroup"))
			.collect(Collectors.toSet());
	}

	/**
	 * Those of TCP only: the JDK keeps a pair of its own that it never closes.
	 */
	private static Set<String> sockets() {
		if (!Files.isDirectory(DESCRIPTORS)) {
			return Set.of();
		}
		try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
			Set<String> connections = Stream.of("tcp", "tcp6")
				.flatMap(Leftovers::connections)
				.collect(Collectors.toSet());
			return descriptors.map(Leftovers::target).filter(connections::contains).collect(Collectors.toSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<String> connections(String protocol) {
		try {
			return Files.readAllLines(Path.of("/proc/self/net", protocol))
				.stream()
				.skip(1)
				.map((line) -> line.trim().split("\\s+"))
				.map((columns) -> "socket:[" + columns[INODE] + "]");
		}
		catch (IOException ex) {
			// The machine does not have this protocol.
			return Stream.empty();
		}
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ex) {
			// Closed meanwhile.
			return "";
		}
	}

}
