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

package io.datawarehouse.embedded.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How quick the console is when there is a lot to show. The sizes are multiplied by the
 * system property {@code console.load}, 1 by default.
 */
class ConsoleLoadIT {

	private static final int FACTOR = Integer.getInteger("console.load", 1);

	private static final int OBJECTS = 10_000 * FACTOR;

	private static final int RUNS = 1_000 * FACTOR;

	private static final int QUEUES = 100 * FACTOR;

	private static final Duration LIMIT = Duration.ofSeconds(1);

	private static final int TRIES = 5;

	private static EmbeddedS3Server s3;

	private static EmbeddedDatlakeCatalog catalog;

	private static EmbeddedFilaBroker broker;

	private static DataWarehouseTemplate storage;

	private static FilaAdmin admin;

	private static DataWarehouseConsole console;

	private static ConsoleHttp http;

	@BeforeAll
	static void fill() throws Exception {
		s3 = EmbeddedS3Server.builder().transientStore().start();
		catalog = EmbeddedDatlakeCatalog.builder().start();
		broker = EmbeddedFilaBroker.builder().start();
		storage = DataWarehouseTemplate.builder()
			.endpoint(s3.endpoint())
			.credentials(s3.accessKey(), s3.secretKey())
			.build();
		admin = FilaAdmin.builder().address(broker.address()).build();
		console = DataWarehouseConsole.builder()
			.storage(storage, true)
			.catalog(catalog.url(), Map.of())
			.fila(admin, true)
			.broker(broker)
			.start();
		http = new ConsoleHttp(console);
		storage.createBucket("lake");
		CatalogCalls calls = new CatalogCalls(catalog.url());
		each(OBJECTS, (number) -> storage.store("dw://lake/in/%05d.txt".formatted(number), "x"));
		each(RUNS, (number) -> calls.work("job-" + number % 50, Map.of("inputs", List.of("dw://lake/" + number % 100),
				"outputs", List.of("dw://lake/" + (number + 1) % 100))));
		each(QUEUES / 2, (number) -> admin.createQueue("queue-" + number));
	}

	private static void each(int count, Work work) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Future<?>> done = new ArrayList<>();
			IntStream.range(0, count).forEach((number) -> done.add(threads.submit(() -> {
				work.with(number);
				return null;
			})));
			for (Future<?> future : done) {
				future.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@AfterAll
	static void stop() {
		console.close();
		admin.close();
		storage.close();
		broker.close();
		catalog.close();
		s3.close();
	}

	/**
	 * The quickest of some tries counts: this machine may be busy with other builds.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "buckets", "objects?bucket=lake", "objects?bucket=lake&prefix=in/",
			"objects?bucket=lake&prefix=in/&limit=500", "runs", "runs?limit=200", "runs?job=job-7", "runs?q=job-1",
			"jobs", "datasets", "lineage?job=job-7", "queues", "queues?q=queue-9&limit=200", "queue?queue=queue-7" })
	void pageComesWithinASecond(String path) throws Exception {
		Duration quickest = Duration.ofDays(1);
		for (int i = 0; i < TRIES && (i == 0 || quickest.compareTo(LIMIT) > 0); i++) {
			long start = System.nanoTime();
			ConsoleHttp.json(200, http.send(http.request("/api/" + path)));
			Duration took = Duration.ofNanos(System.nanoTime() - start);
			quickest = (took.compareTo(quickest) < 0) ? took : quickest;
		}
		assertThat(quickest).isLessThan(LIMIT);
	}

	@Test
	void allPagesAreReached() throws Exception {
		int objects = 0;
		Object cursor = "";
		while (cursor != null) {
			var page = http.get("objects", "bucket", "lake", "prefix", "in/", "limit", 500, "cursor", cursor);
			objects += page.path("entries").size();
			cursor = page.path("next").isNull() ? null : page.path("next").asString();
		}
		assertThat(objects).isEqualTo(OBJECTS);
	}

	@FunctionalInterface
	interface Work {

		void with(int number) throws Exception;

	}

}
