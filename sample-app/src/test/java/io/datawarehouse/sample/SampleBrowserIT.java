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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.datawarehouse.embedded.console.Chromium;
import io.datawarehouse.embedded.console.DataWarehouseConsole;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.fila.FilaAdmin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A walk through the sample and its console in a real browser, after the pipeline ran.
 * Skipped where there is no Chromium: see docs/console.md. Pictures go to the folder
 * named by the system property {@code sample.screenshots}.
 */
class SampleBrowserIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Path PICTURES = Path.of(System.getProperty("sample.screenshots", "target/screenshots"));

	private static final String CSV = """
			order_id,order_time,tenant,customer,sku,quantity,unit_price,currency,type
			O-1,2026-12-24T09:00:00,santa,C-1,SLED-0001,2,10.50,EUR,sale
			""";

	private static ConfigurableApplicationContext context;

	private static String home;

	private static String console;

	private static Chromium browser;

	@TempDir
	private static Path temp;

	@BeforeAll
	static void start() throws Exception {
		browser = Chromium.startOrSkip();
		context = SpringApplication.run(SalesApplication.class, "--server.port=0", "--dw.embedded.in-memory=true",
				"--dw.embedded.console.port=0", "--sales.visibility-timeout=60s");
		home = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/";
		console = context.getBean(DataWarehouseConsole.class).url().toString();
		sendBrokenFile();
	}

	/**
	 * So that there is a dead letter, whichever test comes first.
	 */
	private static void sendBrokenFile() throws IOException {
		browser.viewport(1280, 900);
		openHome();
		send(Files.writeString(temp.resolve("broken.csv"), "<html>Service unavailable</html>\n"));
		until("document.body.innerText.includes('failed after 3 attempts')");
		await().atMost(PATIENCE).until(() -> context.getBean(FilaAdmin.class).stats("sales-files.dlq").depth() == 1);
	}

	@AfterAll
	static void stop() throws Exception {
		if (browser != null) {
			browser.close();
		}
		if (context != null) {
			context.close();
		}
	}

	@BeforeEach
	void reset() {
		browser.reset();
	}

	@AfterEach
	void nothingWentWrong() {
		browser.requireNothingWrong(home, console);
	}

	private static void openHome() {
		browser.navigate(URI.create(home));
		until("document.readyState === 'complete' && document.querySelector('h1')?.textContent === 'What the shops sold'");
	}

	/**
	 * Go into the console by a link of the home page, as a person would.
	 */
	private static void follow(String link, String page) {
		openHome();
		browser
			.evaluate("[...document.querySelectorAll('main a')].find((a) => a.textContent === '" + link + "').click()");
		shown(page);
	}

	private static void open(String route) {
		browser.navigate(URI.create("about:blank"));
		browser.navigate(URI.create(console + "#/" + route));
		shown(route.replaceFirst("\\?.*", ""));
	}

	private static void shown(String page) {
		until("document.querySelector('[data-shown=\"" + page + "\"]')");
		assertThat(browser.evaluate("location.href").asString()).startsWith(console);
	}

	private static void until(String script) {
		await(script).atMost(PATIENCE).ignoreExceptions().until(() -> browser.holds(script));
	}

	private static String text() {
		return browser.evaluate("document.body.innerText").asString();
	}

	private static void send(Path file) {
		browser.chooseFiles("input[type=file]", file);
		browser.evaluate("document.querySelector('form button').click()");
		until("document.body.innerText.includes('" + file.getFileName() + " is in the lake.')");
	}

	private static void picture(String name) throws IOException {
		browser.screenshot(PICTURES.resolve(name + ".png"));
	}

	@Test
	void homePageTellsWhatToLookAt() throws Exception {
		openHome();
		assertThat(text()).contains("What to look at", "Objects", "Runs", "Lineage", "Queues", "Timings",
				"sales-2026-11-15.csv", "globex", "failed after 3 attempts");
		assertThat(browser.holds("[...document.querySelectorAll('a')].filter((a) => a.origin !== location.origin)"
				+ ".every((a) => a.href.startsWith('" + console + "'))"))
			.isTrue();
		browser.viewport(1280, 1400);
		picture("sample-home");
	}

	@Test
	void fileThatIsSentIsInTheReport() throws Exception {
		openHome();
		send(Files.writeString(temp.resolve("sales-2026-12-24.csv"), CSV));
		until("[...document.querySelectorAll('#files tr')].some((row) => row.innerText.includes('sales-2026-12-24.csv')"
				+ " && row.innerText.includes('done'))");
		until("document.querySelector('#totals').innerText.includes('santa')");
		assertThat(browser.evaluate("document.querySelector('#waiting').textContent").asString()).isEmpty();
	}

	@Test
	void objectsOfTheLakeAreSeen() throws Exception {
		follow("Objects", "objects");
		assertThat(text()).contains("raw/", "curated/", "reports/", "rejects/", "uploads/");
		picture("console-objects");
		open("object?bucket=lake&key=reports/sales-by-tenant.parquet");
		assertThat(text()).contains("tenant", "acme", "DECIMAL(18,2)");
		picture("console-parquet");
	}

	@Test
	void runsHangTogether() throws Exception {
		follow("Runs", "runs");
		until("document.body.innerText.includes('● live')");
		assertThat(text()).contains("sales_pipeline", "sales_ingest", "daily_sales_etl", "sales_report", "✓ success",
				"✗ failed");
		picture("console-runs");
		browser.viewport(390, 844);
		browser.scheme("dark");
		open("runs");
		picture("console-phone");
		EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
		open("run?run=" + catalog.latestRun("sales_pipeline").run().runId());
		assertThat(text()).contains("sales_pipeline", "✓ success", "sales_ingest", "sales_report");
	}

	@Test
	void failedRunTellsWhy() throws Exception {
		String run = context.getBean(EmbeddedDatlakeCatalog.class)
			.runs("daily_sales_etl")
			.stream()
			.filter((each) -> each.error() != null)
			.findFirst()
			.orElseThrow()
			.runId();
		open("run?run=" + run);
		assertThat(text()).contains("✗ failed", "The header is", "fila://sales-files", "sales_raw", "Timeline");
		picture("console-run");
		browser.evaluate(
				"[...document.querySelectorAll('dt')].find((dt) => dt.textContent === 'Parent').nextElementSibling"
						+ ".querySelector('a').click()");
		until("document.querySelector('h1').textContent === 'sales_ingest'");
		shown("run");
		assertThat(text()).contains("✓ success", "Children", "daily_sales_etl");
	}

	@Test
	void lineageGoesFromTheRawFilesToTheReport() throws Exception {
		follow("Lineage", "lineage");
		until("document.querySelector('.graph')?.dataset.nodes > 4");
		assertThat(text()).contains("Lineage of sales_curated");
		assertThat(browser
			.evaluate("document.querySelector('.graph')._cyreg.cy.nodes().map((node) => node.id()).join(' ')")
			.asString())
			.contains("sales_raw", "sales_curated", "sales_by_tenant", "job:daily_sales_etl", "job:sales_report");
		// Drawn in some frames.
		browser.evaluate("""
				new Promise((done) => {
					let quiet = setTimeout(done, 700);
					document.querySelector(".graph")._cyreg.cy.on("render", () => {
						clearTimeout(quiet);
						quiet = setTimeout(done, 700);
					});
				})""");
		picture("console-lineage");
	}

	@Test
	void deadLetterIsSeenAndSentBack() throws Exception {
		follow("Queues", "queues");
		assertThat(text()).contains("sales-files", "sales-files.dlq");
		follow("dead letters", "queue");
		browser.evaluate("[...document.querySelectorAll('button')]"
				+ ".find((each) => each.textContent === 'Look at the first that wait').click()");
		until("document.querySelector('article')?.innerText.includes('broken')");
		assertThat(text()).contains("x-dead-letter-reason", "The header is");
		until("document.querySelectorAll('svg.plot polyline').length >= 4");
		browser.viewport(1280, 1250);
		picture("console-queue");
		browser.evaluate("[...document.querySelectorAll('button')]"
				+ ".find((each) => each.textContent === 'Send them back').click()");
		until("document.body.innerText.includes('1 message went back to sales-files')");
		// It is as broken as before.
		await().atMost(PATIENCE)
			.until(() -> context.getBean(EmbeddedDatlakeCatalog.class)
				.runs("daily_sales_etl")
				.stream()
				.filter((run) -> run.error() != null)
				.count() == 6);
		await().atMost(PATIENCE).until(() -> context.getBean(FilaAdmin.class).stats("sales-files.dlq").depth() == 1);
	}

	@Test
	void timingsArePlotted() throws Exception {
		follow("Timings", "timings");
		assertThat(text()).contains("dw.storage", "dw.fila", "dw.jobs", "p95");
		until("[...document.querySelectorAll('svg.plot polyline')].filter((line) => line.points.length > 1).length >= 3");
		picture("console-timings");
	}

	@Test
	void homePageIsAccessibleAndFitsThePhone() throws Exception {
		for (String scheme : List.of("light", "dark")) {
			for (int width : new int[] { 1280, 390 }) {
				browser.viewport(width, 844);
				browser.scheme(scheme);
				openHome();
				String where = scheme + ", " + width + " pixels";
				assertThat(browser.holds("document.documentElement.scrollWidth <= window.innerWidth")).as(where)
					.isTrue();
				assertThat(browser.complaints()).as(where).isEmpty();
				assertThat(browser.violations()).as(where).isEmpty();
				browser.forgetComplaints();
			}
		}
		picture("sample-phone");
	}

	@Test
	void keyboardIsEnoughOnTheHomePage() {
		openHome();
		browser.press("Tab", 9);
		assertThat(browser.evaluate("document.activeElement.textContent").asString()).isEqualTo("Skip to content");
		browser.press("Enter", 13);
		until("document.activeElement.id === 'main'");
		browser.press("Tab", 9);
		assertThat(browser.evaluate("document.activeElement.textContent").asString()).isEqualTo("Objects");
	}

}
