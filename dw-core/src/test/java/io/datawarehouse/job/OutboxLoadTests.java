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

package io.datawarehouse.job;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many events while the catalog is away. Their number is that of the system property
 * {@code dw.test.outbox-events}, 3,000 unless set.
 */
class OutboxLoadTests {

	private static final int EVENTS = Integer.getInteger("dw.test.outbox-events", 3_000);

	private static final int RUNS = 10;

	/** Long enough for the memory of 3,000 events to tell whether they are kept there. */
	private static final String TEXT = "x".repeat(2_000);

	private static final String STARTED = "{\"run_id\":\"run-%d\"}";

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final AtomicInteger starts = new AtomicInteger();

	private final AtomicInteger received = new AtomicInteger();

	private final AtomicInteger disorder = new AtomicInteger();

	private final Map<String, Integer> last = new ConcurrentHashMap<>();

	private final Set<String> keys = ConcurrentHashMap.newKeySet();

	private final Set<String> ended = ConcurrentHashMap.newKeySet();

	private volatile boolean up = true;

	private final HttpServer server;

	@TempDir
	Path state;

	OutboxLoadTests() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	@AfterEach
	void stop() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	@Test
	void allEventsAreDeliveredOnceEachInTheirOrder() {
		DatlakeClient client = DatlakeClient.builder()
			.url(URI.create("http://127.0.0.1:" + this.server.getAddress().getPort()))
			.retry(RetrySettings.none())
			.build();
		try (client;
				JobContextFactory jobs = JobContextFactory.builder(client)
					.stateDirectory(this.state)
					.redeliveryInterval(Duration.ofMillis(10), Duration.ofMillis(100))
					.closeTimeout(Duration.ZERO)
					.build()) {
			JobContext[] runs = new JobContext[RUNS];
			for (int i = 0; i < RUNS; i++) {
				runs[i] = jobs.start("job-" + i);
			}
			this.up = false;
			long heap = keptHeap();
			for (int i = 0; i < EVENTS; i++) {
				runs[i % RUNS].logEvent("metrics", Map.of("sequence", i / RUNS, "text", TEXT));
			}
			for (JobContext run : runs) {
				run.complete();
			}
			OutboxStats full = jobs.outboxStats();
			assertThat(full.pendingEvents()).isEqualTo(EVENTS);
			assertThat(full.dropped()).isZero();
			assertThat(keptHeap() - heap).as("bytes in memory").isLessThan(4_000_000 + 300L * EVENTS);
			this.up = true;
			await().atMost(Duration.ofMinutes(10)).until(() -> jobs.outboxStats().pendingCompletions() == 0);
			assertThat(jobs.outboxStats().pendingEvents()).isZero();
			assertThat(jobs.outboxStats().delivered()).isEqualTo(EVENTS + RUNS);
		}
		assertThat(this.received).hasValue(EVENTS);
		assertThat(this.keys).hasSize(EVENTS);
		assertThat(this.disorder).hasValue(0);
		assertThat(this.ended).hasSize(RUNS);
		assertThat(this.state).isEmptyDirectory();
	}

	/**
	 * What was left at the end of a collection, without what other threads have allocated
	 * since: deliveries go on meanwhile, and on a busy machine they make megabytes of
	 * garbage before the next line is reached.
	 */
	private static long keptHeap() {
		System.gc();
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.mapToLong((pool) -> pool.getCollectionUsage().getUsed())
			.sum();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			byte[] body = exchange.getRequestBody().readAllBytes();
			if (!this.up) {
				exchange.sendResponseHeaders(503, -1);
				return;
			}
			String path = exchange.getRequestURI().getPath();
			byte[] answer = new byte[0];
			if (path.endsWith("/runs")) {
				answer = STARTED.formatted(this.starts.incrementAndGet()).getBytes();
			}
			else if (path.endsWith("/broadcast")) {
				event(exchange, body);
			}
			else {
				this.ended.add(path.split("/")[6]);
			}
			exchange.sendResponseHeaders(200, (answer.length > 0) ? answer.length : -1);
			exchange.getResponseBody().write(answer);
		}
	}

	private void event(HttpExchange exchange, byte[] body) {
		this.received.incrementAndGet();
		this.keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
		var event = DatlakeJson.parseObject(body);
		String run = event.path("run_id").asString();
		int sequence = event.path("data").path("sequence").asInt();
		Integer before = this.last.put(run, sequence);
		if (sequence != ((before != null) ? before + 1 : 0) || this.ended.contains(run)) {
			this.disorder.incrementAndGet();
		}
	}

}
