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

package io.datawarehouse.job.openlineage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpServer;
import io.datawarehouse.job.EventFailurePolicy;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.JobContextFactoryBuilder;
import io.datawarehouse.job.LineageDataset;
import io.datawarehouse.job.LineageTransport;
import io.datawarehouse.job.ParentRun;
import io.datawarehouse.job.RefusedLineageException;
import io.datawarehouse.job.RunOptions;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link OpenLineageFormat} and its transports, by runs.
 */
class OpenLineageTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final String PARENT_ID = "01939d2e-7d3a-7abc-9def-0123456789ab";

	private final List<String> events = new CopyOnWriteArrayList<>();

	@TempDir
	Path temp;

	private JobContextFactoryBuilder builder(LineageTransport transport) {
		OpenLineageFormat format = OpenLineageFormat.builder()
			.producer(URI.create("https://example.org/sales"))
			.processingEngine("Spring Boot", "4.1.1")
			.documentation("Sales of the day")
			.owners(Map.of("team:data", "MAINTAINER"))
			.tags(Map.of("domain", "sales"))
			.sourceCode(URI.create("https://example.org/sales.git"), "abc123", "main")
			.build();
		return JobContextFactory.builder()
			.namespace("shop")
			.environment(Map.of())
			.closeOnShutdown(false)
			.stateDirectory(this.temp.resolve("state"))
			.redeliveryInterval(Duration.ofMillis(10), Duration.ofMillis(20))
			.lineage(format, transport);
	}

	/**
	 * A run that has everything, one within, and one that failed.
	 */
	private void pipeline(JobContextFactory jobs) {
		ParentRun parent = new ParentRun("airflow", "dag.task", PARENT_ID,
				new ParentRun("airflow", "dag", PARENT_ID, null));
		RunOptions options = RunOptions.of("daily_sales_etl")
			.withParent(parent)
			.withNominalTime(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-02T00:00:00Z"));
		jobs.run(options, (job) -> {
			job.addInput(LineageDataset.of("sales_raw")
				.withUri("dw://lake/raw/sales.csv")
				.withSchema(Map.of("amount", "DECIMAL(10,2)")));
			job.noteRead("dw://lake/rates/eur.csv");
			job.addInput(LineageDataset.of("hand made table"));
			job.addOutput(new LineageDataset("sales_curated", "s3://lake/curated/v1/", "parquet", "7",
					Map.of("total", "DECIMAL(10,2)"))
				.withStatistics(10, 2048)
				.withFacet(ColumnLineage.FACET,
						ColumnLineage.builder().from("total", "datlake", "sales_raw", "amount").build()));
			job.addOutput(LineageDataset.of("dw://lake").withFacet("shop_quality", Map.of("score", 0.9)));
			jobs.run("inner", JobContext::isEnded);
		});
		assertThatIllegalStateException().isThrownBy(() -> jobs.run("failing", (job) -> {
			throw new IllegalStateException("no \"sales\" today");
		}));
		jobs.start("left-open");
	}

	private void emit() {
		try (JobContextFactory jobs = builder(this.events::add).build()) {
			pipeline(jobs);
		}
	}

	private JsonNode event(String job, String type) {
		return this.events.stream()
			.map(Facets.MAPPER::readTree)
			.filter((event) -> event.path("job").path("name").asString().equals(job)
					&& event.path("eventType").asString().equals(type))
			.reduce((one, two) -> {
				throw new AssertionError("twice: " + one + " and " + two);
			})
			.orElseThrow();
	}

	@Test
	void everyRunHasOneStartAndOneEnd() {
		emit();
		assertThat(this.events).hasSize(8);
		for (String job : List.of("daily_sales_etl", "inner", "failing", "left-open")) {
			assertThat(event(job, "START").path("job").path("namespace").asString()).isEqualTo("shop");
		}
		JsonNode end = event("daily_sales_etl", "COMPLETE");
		assertThat(end.path("run").path("runId"))
			.isEqualTo(event("daily_sales_etl", "START").path("run").path("runId"));
		assertThat(end.path("run").path("facets").path("parent").path("root").path("job").path("name").asString())
			.isEqualTo("dag");
		JsonNode inner = event("inner", "COMPLETE").path("run").path("facets").path("parent");
		assertThat(inner.path("run").path("runId")).isEqualTo(end.path("run").path("runId"));
		assertThat(inner.path("root").path("job").path("name").asString()).isEqualTo("dag");
		JsonNode error = event("failing", "FAIL").path("run").path("facets").path("errorMessage");
		assertThat(error.path("message").asString()).isEqualTo("no \"sales\" today");
		assertThat(error.path("stackTrace").asString()).contains("OpenLineageTests");
		assertThat(event("left-open", "ABORT").path("run").path("facets").has("errorMessage")).isTrue();
	}

	@Test
	void datasetsAreNamedAsOthersNameThem() {
		emit();
		JsonNode end = event("daily_sales_etl", "COMPLETE");
		assertThat(end.path("inputs")
			.valueStream()
			.map((input) -> input.path("namespace").asString() + " " + input.path("name").asString()))
			.containsExactly("datlake sales_raw", "datlake hand made table", "s3://lake rates/eur.csv");
		assertThat(end.path("outputs")
			.valueStream()
			.map((output) -> output.path("namespace").asString() + " " + output.path("name").asString()))
			.containsExactly("datlake sales_curated", "s3://lake /");
		JsonNode curated = end.path("outputs").get(0);
		assertThat(curated.path("facets").path("symlinks").path("identifiers").get(0).path("name").asString())
			.isEqualTo("curated/v1");
		assertThat(curated.path("facets").path("version").path("datasetVersion").asString()).isEqualTo("7");
		assertThat(curated.path("outputFacets").path("outputStatistics").path("rowCount").asInt()).isEqualTo(10);
	}

	@Test
	@EnabledIfEnvironmentVariable(named = OpenLineageSchemas.VARIABLE, matches = ".+",
			disabledReason = "needs the schemas of the OpenLineage specification")
	void everyEventPassesTheSchemas() {
		OpenLineageSchemas schemas = new OpenLineageSchemas(Path.of(System.getenv(OpenLineageSchemas.VARIABLE)));
		emit();
		assertThat(this.events).hasSize(8).allSatisfy((event) -> assertThat(schemas.errors(event)).isEmpty());
		ObjectNode bad = (ObjectNode) event("daily_sales_etl", "COMPLETE");
		bad.put("eventTime", "yesterday");
		assertThat(schemas.errors(bad.toString())).isNotEmpty();
		bad = (ObjectNode) event("daily_sales_etl", "COMPLETE");
		((ObjectNode) bad.path("run")).put("runId", "17");
		assertThat(schemas.errors(bad.toString())).isNotEmpty();
		bad = (ObjectNode) event("daily_sales_etl", "COMPLETE");
		((ObjectNode) bad.path("run").path("facets").path("nominalTime")).remove("nominalStartTime");
		assertThat(schemas.errors(bad.toString())).isNotEmpty();
		bad = (ObjectNode) event("daily_sales_etl", "COMPLETE");
		((ObjectNode) bad.path("outputs").get(0).path("facets").path("schema").path("fields").get(0)).remove("name");
		assertThat(schemas.errors(bad.toString())).isNotEmpty();
	}

	@Test
	void openLineagesOwnClientReadsTheEvents() {
		emit();
		OpenLineage.RunEvent event = OpenLineageClientUtils
			.runEventFromJson(event("daily_sales_etl", "COMPLETE").toString());
		assertThat(event.getEventType()).isEqualTo(OpenLineage.RunEvent.EventType.COMPLETE);
		assertThat(event.getRun().getFacets().getParent().getRun().getRunId()).hasToString(PARENT_ID);
		assertThat(event.getRun().getFacets().getNominalTime().getNominalStartTime().toInstant())
			.isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
		assertThat(event.getJob().getFacets().getJobType().getIntegration()).isEqualTo("SPRING");
		assertThat(event.getJob().getFacets().getOwnership().getOwners()).singleElement()
			.satisfies((owner) -> assertThat(owner.getName()).isEqualTo("team:data"));
		OpenLineage.OutputDataset output = event.getOutputs().get(0);
		assertThat(output.getOutputFacets().getOutputStatistics().getRowCount()).isEqualTo(10);
		assertThat(output.getFacets().getColumnLineage().getFields().getAdditionalProperties())
			.containsOnlyKeys("total");
		assertThat(output.getFacets().getSchema().getFields()).singleElement()
			.satisfies((field) -> assertThat(field.getName()).isEqualTo("total"));
	}

	@Test
	void eventsKeepTheirOrderWhileTheConsumerIsAway() {
		AtomicInteger calls = new AtomicInteger();
		LineageTransport flaky = (event) -> {
			if (calls.incrementAndGet() % 3 != 0) {
				throw new IllegalStateException("away");
			}
			this.events.add(event);
		};
		try (JobContextFactory jobs = builder(flaky).build()) {
			for (int i = 0; i < 10; i++) {
				jobs.run("job-" + i, JobContext::isEnded);
			}
			await().atMost(PATIENCE).until(() -> jobs.outboxStats().pendingEvents() == 0);
		}
		assertThat(this.events).hasSize(20);
		for (int i = 0; i < 10; i++) {
			String name = "\"job-" + i + "\"";
			assertThat(this.events.stream()
				.filter((event) -> event.contains(name))
				.map((event) -> event.contains("START"))).containsExactly(true, false);
		}
		assertThat(this.temp.resolve("state")).isEmptyDirectory();
	}

	@Test
	void withoutACatalogTablesCannotBeLookedUp() {
		try (JobContextFactory jobs = builder(this.events::add).eventFailurePolicy(EventFailurePolicy.RAISE).build()) {
			jobs.run("etl", (job) -> {
				job.logEvent("metrics", Map.of());
				assertThatIllegalStateException().isThrownBy(() -> job.latestTableUri("sales"))
					.withMessageContaining("DatlakeClient");
			});
		}
	}

	@Test
	void refusedEventIsSetAside() {
		try (JobContextFactory jobs = builder((event) -> {
			throw new RefusedLineageException("never");
		}).build()) {
			jobs.run("etl", JobContext::isEnded);
			await().atMost(PATIENCE).until(() -> jobs.outboxStats().setAside() == 2);
		}
		assertThat(this.temp.resolve("state/set-aside.jsonl")).content().contains("never", "START", "COMPLETE");
	}

	@Test
	void eventThatAlwaysFailsIsSetAsideOnceOthersPass() {
		try (JobContextFactory jobs = builder((event) -> {
			if (event.contains("poison")) {
				throw new IllegalStateException("not this one");
			}
			this.events.add(event);
		}).build()) {
			jobs.run("poison", JobContext::isEnded);
			await().atMost(PATIENCE).until(() -> {
				jobs.run("other", JobContext::isEnded);
				return jobs.outboxStats().setAside() == 2;
			});
			await().atMost(PATIENCE).until(() -> jobs.outboxStats().pendingEvents() == 0);
		}
		assertThat(this.temp.resolve("state/set-aside.jsonl")).content().contains("not this one", "START", "COMPLETE");
		assertThat(this.events).hasSizeGreaterThan(40).allMatch((event) -> event.contains("other"));
	}

	@Test
	void eventsOfAClosedFactoryAreDeliveredByTheNext() {
		try (JobContextFactory jobs = builder((event) -> {
			throw new IllegalStateException("away");
		}).closeTimeout(Duration.ZERO).build()) {
			jobs.run("done", JobContext::isEnded);
			jobs.start("open");
		}
		try (JobContextFactory jobs = builder(this.events::add).build()) {
			jobs.recover();
			await().atMost(PATIENCE).until(() -> jobs.outboxStats().pendingEvents() == 0);
		}
		assertThat(this.events).hasSize(4);
		event("done", "START");
		event("done", "COMPLETE");
		event("open", "START");
		event("open", "ABORT");
	}

	@Test
	void httpTransportTellsRefusalsFromFaults() throws IOException {
		List<Integer> answers = List.of(201, 503, 200, 422);
		AtomicInteger calls = new AtomicInteger();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		server.createContext("/api/v1/lineage", (exchange) -> {
			String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.events.add(exchange.getRequestHeaders().getFirst("Authorization") + body);
			exchange.sendResponseHeaders(answers.get(calls.getAndIncrement()), -1);
			exchange.close();
		});
		server.start();
		URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/v1/lineage");
		try (JobContextFactory jobs = builder(new HttpLineageTransport(RestClient.create(), endpoint, "secret"))
			.build()) {
			jobs.run("a", JobContext::isEnded);
			jobs.start("b");
			await().atMost(PATIENCE).until(() -> jobs.outboxStats().setAside() == 1);
		}
		finally {
			server.stop(0);
		}
		assertThat(this.events.get(0)).startsWith("Bearer secret{");
		assertThat(this.events.get(1)).isEqualTo(this.events.get(2)).contains("COMPLETE");
	}

	@Test
	void sourceCodeIsLocated() {
		emit();
		JsonNode location = event("inner", "START").at("/job/facets/sourceCodeLocation");
		assertThat(location.path("type").asString()).isEqualTo("git");
		assertThat(location.path("url").asString()).isEqualTo("https://example.org/sales.git");
		assertThat(location.path("version").asString()).isEqualTo("abc123");
		assertThat(location.path("branch").asString()).isEqualTo("main");
		assertThat(location.path("_schemaURL").asString()).contains("SourceCodeLocationJobFacet");
	}

	@Test
	void logTransportLogsTheEvents() {
		Logger logger = (Logger) LoggerFactory.getLogger(LogLineageTransport.LOGGER);
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		Level before = logger.getLevel();
		logger.setLevel(Level.INFO);
		logger.addAppender(lines);
		lines.start();
		try (JobContextFactory jobs = builder(new LogLineageTransport()).build()) {
			jobs.run("a", JobContext::isEnded);
			await().atMost(PATIENCE).until(() -> jobs.outboxStats().pendingEvents() == 0);
		}
		finally {
			logger.detachAppender(lines);
			logger.setLevel(before);
		}
		assertThat(lines.list)
			.extracting((line) -> Facets.MAPPER.readTree(line.getFormattedMessage()).path("eventType"))
			.extracting(JsonNode::asString)
			.containsExactly("START", "COMPLETE");
	}

	@Test
	void fileTransportAppendsLines() throws IOException {
		Path file = this.temp.resolve("new/lineage.ndjson");
		try (JobContextFactory jobs = builder(new FileLineageTransport(file)).build()) {
			jobs.run("a", JobContext::isEnded);
			await().atMost(PATIENCE).until(() -> jobs.outboxStats().pendingEvents() == 0);
		}
		assertThat(Files.readAllLines(file)).hasSize(2)
			.allSatisfy((line) -> assertThat(Facets.MAPPER.readTree(line).isObject()).isTrue());
	}

}
