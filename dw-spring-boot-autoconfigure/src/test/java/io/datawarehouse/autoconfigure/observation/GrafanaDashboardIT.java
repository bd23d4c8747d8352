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
package io.datawarehouse.autoconfigure.observation;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.datawarehouse.autoconfigure.observation.ObservedApplication.Stock;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the Grafana dashboard asks for is what Prometheus is told after real work.
 */
@Timeout(240)
class GrafanaDashboardIT {

	private static final Path DASHBOARD = Path.of("../docs/grafana/dw-dashboard.json");

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final Pattern METRIC = Pattern.compile("\\bdw_[a-z0-9_]+");

	private static final Pattern GROUPING = Pattern.compile("\\bby\\s*\\(([^)]*)\\)");

	private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"");

	private static final Pattern SAMPLE = Pattern.compile("(dw_[a-z0-9_]+)(?:\\{(.*)})? .*");

	/**
	 * What Prometheus adds when it scrapes.
	 */
	private static final Set<String> ADDED = Set.of("instance", "application");

	/**
	 * What Prometheus puts before a label whose name it uses itself.
	 */
	private static final String EXPORTED = "exported_";

	private static final Path DOCS = Path.of("../docs/observability.md");

	private static final Pattern DOCUMENTED = Pattern.compile("\\| `(dw\\.[a-z.]+)` \\| (?:timer|counter|gauge)\\b.*");

	private static final Map<String, Set<String>> labels = new HashMap<>();

	private static final Set<String> meters = new TreeSet<>();

	@BeforeAll
	static void work() throws IOException {
		HttpServer flaky = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		AtomicInteger requests = new AtomicInteger();
		flaky.createContext("/", (exchange) -> answer(exchange, requests.getAndIncrement() % 2 == 0));
		flaky.start();
		try (ConfigurableApplicationContext application = ObservedApplication.start(List.of(),
				"management.endpoints.web.exposure.include=prometheus", "dw.fila.listener.queue-metrics=true",
				"dw.fila.listener.retry.max-attempts=2", "dw.fila.listener.retry.initial-interval=1ms")) {
			RestClient client = ObservedApplication.client(application);
			client.post().uri("/orders?id=1").retrieve().toBodilessEntity();
			client.post().uri("/orders?id=poison").retrieve().toBodilessEntity();
			Stock stock = application.getBean(Stock.class);
			await().atMost(SOON).until(() -> stock.handled.contains("order poison in orders"));
			retry(URI.create("http://127.0.0.1:" + flaky.getAddress().getPort()),
					application.getBean(ObservationRegistry.class));
			String scraped = client.get().uri("/actuator/prometheus").retrieve().body(String.class);
			assertThat(scraped).isNotNull();
			scraped.lines().forEach(GrafanaDashboardIT::note);
			application.getBean(MeterRegistry.class)
				.getMeters()
				.stream()
				.map((meter) -> meter.getId().getName())
				.filter((name) -> name.startsWith("dw."))
				.forEach(meters::add);
		}
		finally {
			flaky.stop(0);
		}
	}

	@AfterAll
	static void forget() {
		labels.clear();
		meters.clear();
	}

	private static void answer(HttpExchange exchange, boolean unavailable) throws IOException {
		try (exchange; OutputStream out = exchange.getResponseBody()) {
			exchange.getRequestBody().readAllBytes();
			byte[] body = unavailable ? new byte[0] : "{\"uri\":\"dw://lake/t\"}".getBytes();
			exchange.sendResponseHeaders(unavailable ? 503 : 200, (body.length > 0) ? body.length : -1);
			out.write(body);
		}
	}

	/**
	 * What fails at first and is done again is seen, too.
	 */
	private static void retry(URI flaky, ObservationRegistry registry) {
		RetrySettings soon = RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1));
		try (DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
			.endpoint(flaky)
			.credentials("access", "secret")
			.retry(soon)
			.observationRegistry(registry)
			.build()) {
			assertThat(warehouse.retrieve("dw://lake/t")).isNotEmpty();
		}
		try (DatlakeClient catalog = DatlakeClient.builder()
			.url(flaky)
			.retry(soon)
			.observationRegistry(registry)
			.build()) {
			assertThat(catalog.latestSnapshot("t").uri()).isEqualTo("dw://lake/t");
		}
	}

	private static void note(String line) {
		Matcher sample = SAMPLE.matcher(line);
		if (!line.startsWith("#") && sample.matches()) {
			Set<String> known = labels.computeIfAbsent(sample.group(1), (name) -> new HashSet<>());
			if (sample.group(2) != null) {
				Matcher label = MATCHER.matcher(sample.group(2));
				while (label.find()) {
					known.add(label.group(1));
				}
			}
		}
	}

	@Test
	void everyQueryNamesAMeterThatExistsAndItsLabels() throws IOException {
		List<String> queries = queries();
		assertThat(queries).hasSizeGreaterThan(20);
		for (String query : queries) {
			Matcher metrics = METRIC.matcher(query);
			Set<String> told = new HashSet<>(ADDED);
			int count = 0;
			while (metrics.find()) {
				assertThat(labels).as(query).containsKey(metrics.group());
				told.addAll(labels.get(metrics.group()));
				count++;
			}
			assertThat(count).as("meters in " + query).isPositive();
			assertThat(told).as(query).containsAll(labelsIn(query));
		}
	}

	@Test
	void whatHasNotEndedHasNoOutcome() {
		assertThat(labels.get("dw_storage_retries_total")).contains("operation", "bucket").doesNotContain("outcome");
		assertThat(labels.get("dw_fila_active_seconds_count")).contains("operation", "queue").doesNotContain("outcome");
		assertThat(labels.get("dw_storage_seconds_count")).contains("operation", "bucket", "outcome", "error");
	}

	@Test
	void everyMeterIsDocumentedAndEveryDocumentedMeterExists() throws IOException {
		Set<String> documented = new TreeSet<>();
		Files.readAllLines(DOCS).forEach((line) -> {
			Matcher matcher = DOCUMENTED.matcher(line);
			if (matcher.matches()) {
				documented.add(matcher.group(1));
			}
		});
		assertThat(documented).isEqualTo(meters);
	}

	private static Set<String> labelsIn(String query) {
		Set<String> found = new HashSet<>();
		Matcher groupings = GROUPING.matcher(query);
		while (groupings.find()) {
			for (String label : groupings.group(1).split(",")) {
				String name = label.strip();
				found.add(name.startsWith(EXPORTED) ? name.substring(EXPORTED.length()) : name);
			}
		}
		Matcher matchers = MATCHER.matcher(query);
		while (matchers.find()) {
			found.add(matchers.group(1));
		}
		return found;
	}

	private static List<String> queries() throws IOException {
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
		List<String> queries = new ArrayList<>();
		dashboard.findValues("expr").forEach((query) -> queries.add(query.asString()));
		dashboard.path("templating").path("list").forEach((variable) -> {
			if (variable.path("type").asString().equals("query")) {
				queries.add(variable.path("definition").asString());
			}
		});
		return queries;
	}

}
