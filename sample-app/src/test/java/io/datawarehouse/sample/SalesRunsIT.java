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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.datawarehouse.embedded.job.CatalogRunAssert;
import io.datawarehouse.embedded.job.CatalogRunDetail;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.RunStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How the runs of the pipeline hang together, on either side of the queue and by the
 * clock.
 */
@ExtendWith(OutputCaptureExtension.class)
class SalesRunsIT {

	private static final Pattern TRACE = Pattern.compile("\\[([0-9a-f]{32})-[0-9a-f]{16}]");

	private static ConfigurableApplicationContext context;

	private static EmbeddedDatlakeCatalog catalog;

	private static String log;

	@BeforeAll
	static void start(CapturedOutput output) {
		context = SpringApplication.run(SalesApplication.class, "--server.port=0", "--dw.embedded.in-memory=true",
				"--dw.embedded.console.enabled=false", "--sales.input=" + Path.of("data", "sales-2026-11-09.csv"),
				"--sales.report-cron=* * * * * *");
		catalog = context.getBean(EmbeddedDatlakeCatalog.class);
		log = output.getOut();
	}

	@AfterAll
	static void stop() {
		if (context != null) {
			context.close();
		}
	}

	@Test
	void partsOfThePipelineAreItsChildren() {
		CatalogRunDetail pipeline = catalog.latestRun("sales_pipeline");
		CatalogRunDetail ingest = catalog.latestRun("sales_ingest");
		CatalogRunDetail etl = catalog.latestRun("daily_sales_etl");
		CatalogRunAssert.assertThat(pipeline).succeeded().hasChild("sales_ingest").hasChild("sales_report");
		CatalogRunAssert.assertThat(ingest).hasParent(pipeline);
		CatalogRunAssert.assertThat(etl).as("sent by the queue").hasParent(ingest);
		assertThat(catalog.run(etl.run().parentRunId())).contains(ingest);
	}

	@Test
	void reportIsMadeByTheClock() {
		await().atMost(Duration.ofSeconds(30))
			.until(() -> catalog.runs("sales_report")
				.stream()
				.anyMatch((run) -> run.parentRunId() == null && run.status() == RunStatus.SUCCESS));
		CatalogRunDetail report = catalog.runs("sales_report")
			.stream()
			.filter((run) -> run.status() == RunStatus.SUCCESS)
			.findFirst()
			.flatMap((run) -> catalog.run(run.runId()))
			.orElseThrow();
		assertThat(report.inputNames()).contains("sales_curated");
		assertThat(report.outputNames()).contains("sales_by_tenant");
	}

	@Test
	void workersLogTheTraceOfThePipeline() {
		assertThat(traces("Took in")).hasSize(1).isEqualTo(traces("Worked on"));
	}

	private static Set<String> traces(String message) {
		List<String> lines = log.lines().filter((line) -> line.contains(message)).toList();
		return lines.stream()
			.map(TRACE::matcher)
			.filter(Matcher::find)
			.map((found) -> found.group(1))
			.collect(Collectors.toSet());
	}

	@Test
	void homePageHasNoLinksIntoAConsoleThatDoesNotRun() {
		String page = RestClient.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"))
			.get()
			.uri("/")
			.retrieve()
			.body(String.class);
		assertThat(page).contains("What the shops sold", "there are none now", "sales-2026-11-09.csv")
			.doesNotContain("#/runs", "#/queue", "#/run?");
	}

}
