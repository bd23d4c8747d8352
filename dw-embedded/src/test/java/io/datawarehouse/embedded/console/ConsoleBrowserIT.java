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

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The console in a real browser. Skipped where there is no Chromium: see docs/console.md.
 * Screenshots go to the folder named by the system property {@code console.screenshots}.
 */
class ConsoleBrowserIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Path SCREENSHOTS = Path
		.of(System.getProperty("console.screenshots", "target/console-screenshots"));

	private static ConsoleScene scene;

	private static Chromium browser;

	@BeforeAll
	static void start() throws Exception {
		browser = Chromium.startOrSkip();
		scene = new ConsoleScene();
	}

	@AfterAll
	static void stop() throws Exception {
		if (browser != null) {
			browser.close();
		}
		if (scene != null) {
			scene.close();
		}
	}

	@BeforeEach
	void reset() {
		browser.reset();
	}

	@AfterEach
	void nothingWentWrong() {
		browser.requireNothingWrong(scene.console().url().toString());
		assertThat(browser.holds("window.hacked")).isFalse();
		assertThat(browser.holds("document.querySelector('main script, main img, main style, main [onerror]')"))
			.isFalse();
	}

	/**
	 * Open a page from scratch and wait until it is shown.
	 */
	private static void open(String route) {
		browser.navigate(URI.create("about:blank"));
		browser.navigate(scene.console().url().resolve("/#/" + route));
		shown(route.replaceFirst("\\?.*", ""));
	}

	private static void shown(String page) {
		await().atMost(PATIENCE)
			.ignoreExceptions()
			.until(() -> browser.holds("document.querySelector('[data-shown=\"" + page + "\"]')"));
	}

	private static void until(String script) {
		await(script).atMost(PATIENCE).ignoreExceptions().until(() -> browser.holds(script));
	}

	private static String text() {
		return browser.evaluate("document.body.innerText").asString();
	}

	private static String js(String text) {
		return MAPPER.writeValueAsString(text);
	}

	private static void clickButton(String text) {
		browser.evaluate("[...document.querySelectorAll('button')].find((each) => each.textContent === " + js(text)
				+ ").click()");
	}

	@Test
	void objectsAreWalkedFromTheBucketToThePreview() throws Exception {
		open("objects");
		assertThat(text()).contains("lake", "hostile");
		browser.evaluate("[...document.querySelectorAll('td a')].find((a) => a.textContent === 'lake').click()");
		until("document.querySelector('h1').textContent === 'Objects in lake'");
		shown("objects");
		assertThat(text()).contains("raw/", "sales.parquet", "2026-01.csv", "config.json");
		browser.screenshot(SCREENSHOTS.resolve("console-objects.png"));
		open("object?bucket=lake&key=sales.parquet");
		assertThat(text()).contains("50 of 2,000 rows", "amount", "DOUBLE", "dw://lake/sales.parquet");
		browser.screenshot(SCREENSHOTS.resolve("console-parquet.png"));
		open("object?bucket=lake&key=config.json");
		assertThat(browser.evaluate("document.querySelector('pre').textContent").asString())
			.contains("\"region\" : \"north\"");
		clickButton("Make a link for 15 minutes");
		until("document.querySelector('input[readonly]')?.value.startsWith('http://127.0.0.1:')");
	}

	@Test
	void filesAreUploadedByChoiceAndByDrag(@TempDir Path temp) throws Exception {
		Path file = Files.writeString(temp.resolve("<b>chosen.csv"), "a,b\n1,2\n");
		open("objects?bucket=uploads&prefix=in/");
		browser.chooseFiles("input[type=file]", file);
		until("[...document.querySelectorAll('td a')].some((a) => a.textContent === '<b>chosen.csv')");
		assertThat(scene.storage().retrieveString("dw://uploads/in/<b>chosen.csv")).isEqualTo("a,b\n1,2\n");
		browser.evaluate("""
				(() => {
					const data = new DataTransfer();
					data.items.add(new File(["dragged content"], "dragged.txt", { type: "text/plain" }));
					document.querySelector(".drop").dispatchEvent(
						new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
				})()""");
		until("[...document.querySelectorAll('td a')].some((a) => a.textContent === 'dragged.txt')");
		assertThat(scene.storage().retrieveString("dw://uploads/in/dragged.txt")).isEqualTo("dragged content");
		assertThat(browser.evaluate("document.querySelector('.uploads progress').value").intValue()).isEqualTo(8);
	}

	@Test
	void uploadThatWouldReplaceAsksFirst(@TempDir Path temp) throws Exception {
		scene.storage().store("dw://uploads/once/same.txt", "old");
		Path file = Files.writeString(temp.resolve("same.txt"), "new");
		open("objects?bucket=uploads&prefix=once/");
		browser.chooseFiles("input[type=file]", file);
		until("document.querySelector('.uploads .bad')?.textContent.includes('already')");
		assertThat(scene.storage().retrieveString("dw://uploads/once/same.txt")).isEqualTo("old");
		// The refusal is an error in the eyes of the browser.
		browser.forget();
		browser.evaluate("document.querySelector('.uploads li button').click()");
		until("document.querySelector('.uploads [role=status]').textContent.startsWith('stored')");
		assertThat(scene.storage().retrieveString("dw://uploads/once/same.txt")).isEqualTo("new");
	}

	@Test
	void runsAppearAsTheyStart() throws Exception {
		open("runs");
		until("document.body.innerText.includes('● live')");
		String run = scene.catalogCalls().start("appears-live", Map.of());
		until("document.querySelector('tbody tr')?.innerText.includes('appears-live')");
		assertThat(browser.evaluate("document.querySelector('tbody tr').innerText").asString()).contains("running");
		scene.catalogCalls().complete("appears-live", run, true, Map.of());
		until("document.querySelector('tbody tr').innerText.includes('success')");
		browser.screenshot(SCREENSHOTS.resolve("console-runs.png"));
	}

	@Test
	void runTellsItsStory() throws Exception {
		open("run?run=" + scene.failedRun());
		assertThat(text()).contains("daily_sales_etl", "failed", "java.io.IOException: no space left on device",
				"at example.Etl.run", "dw://lake/raw", "Metrics", "rows", "Timeline", "Parent");
		clickButton("Show the end");
		until("document.body.innerText.includes('the last line of the log')");
		browser.screenshot(SCREENSHOTS.resolve("console-run.png"));
	}

	@Test
	void runningRunIsFollowedToItsEnd() throws Exception {
		String run = scene.catalogCalls().start("followed", Map.of());
		open("run?run=" + run);
		assertThat(text()).contains("still running");
		scene.catalogCalls().event("metrics", "followed", run, Map.of("rows", 4711));
		until("document.body.innerText.includes('4711')");
		scene.catalogCalls().complete("followed", run, true, Map.of());
		until("document.querySelector('dd .badge').textContent === '✓ success'");
	}

	@Test
	void runsStayPutUnderTheKeyboard() throws Exception {
		open("runs");
		until("document.body.innerText.includes('● live')");
		browser.evaluate("document.querySelector('main td a').focus()");
		scene.catalogCalls().work("while-reading", Map.of());
		until("[...document.querySelectorAll('button')].some((each) => !each.hidden && each.textContent.startsWith('There are newer'))");
		assertThat(browser.holds("document.activeElement.matches('main td a')")).isTrue();
		clickButton("There are newer runs: show them");
		until("document.querySelector('tbody tr')?.innerText.includes('while-reading')");
	}

	@Test
	void lineageIsDrawnAndWalked() throws Exception {
		open("lineage?dataset=sales_curated");
		until("document.querySelector('.graph')?.dataset.nodes > 4");
		assertThat(text()).contains("Lineage of sales_curated", "Columns", "amount");
		// Drawn in some frames, until when nothing can be clicked.
		browser.evaluate("""
				new Promise((done) => {
					let quiet = setTimeout(done, 700);
					document.querySelector(".graph")._cyreg.cy.on("render", () => {
						clearTimeout(quiet);
						quiet = setTimeout(done, 700);
					});
				})""");
		browser.screenshot(SCREENSHOTS.resolve("console-lineage.png"));
		JsonNode at = browser.evaluate("""
				(() => {
					const canvas = document.querySelector(".graph");
					const node = canvas._cyreg.cy.nodes().filter((each) => each.id() === "job:weekly_report");
					const box = canvas.getBoundingClientRect();
					return [box.x + node.renderedPosition("x"), box.y + node.renderedPosition("y")];
				})()""");
		browser.click(at.get(0).doubleValue(), at.get(1).doubleValue());
		until("document.querySelector('h1').textContent === 'Lineage of weekly_report'");
		shown("lineage");
		until("document.querySelector('.graph')?.dataset.nodes > 2");
		browser.evaluate("""
				(() => {
					const range = document.querySelector("input[type=range]");
					range.value = 0;
					range.dispatchEvent(new Event("input"));
				})()""");
		until("document.querySelector('output').textContent !== 'now'");
	}

	@Test
	void layersGoFromLeftToRight() {
		open("lineage");
		JsonNode result = browser.evaluate(
				"""
							(async () => {
								const { layered } = await import("/js/layout.js");
								const edges = [["a", "b"], ["b", "c"], ["a", "c"], ["x", "c"], ["c", "d"], ["d", "b"], ["d", "d"]];
								const { places } = layered(["a", "b", "c", "d", "x"], edges);
						const long = layered(["p", "q", "r", "s"], [["p", "q"], ["q", "r"], ["r", "s"], ["p", "s"]]);
								const nodes = [...Array(2000).keys()].map(String);
								const many = nodes.flatMap((id, i) => [1, 7, 40].map((step) => [id, String(i + step)]));
								const start = performance.now();
								const { places: placed } = layered(nodes, many);
								const taken = performance.now() - start;
								const distinct = new Set([...placed.values()].map((place) => place.x + " " + place.y)).size;
								const forward = many.filter(([, to]) => placed.has(to))
									.every(([from, to]) => placed.get(from).x < placed.get(to).x);
								return { x: Object.fromEntries([...places].map(([id, place]) => [id, place.x])), taken, distinct, forward,
							onTheWay: long.way("p", "s").some((point) =>
							["q", "r"].some((id) => long.places.get(id).y === point.y)),
						bends: long.way("p", "s").length };
							})()""");
		JsonNode x = result.path("x");
		assertThat(x.path("a").doubleValue()).isLessThan(x.path("b").doubleValue());
		assertThat(x.path("b").doubleValue()).isLessThan(x.path("c").doubleValue());
		assertThat(x.path("x").doubleValue()).isLessThan(x.path("c").doubleValue());
		assertThat(x.path("c").doubleValue()).isLessThan(x.path("d").doubleValue());
		assertThat(x.path("x").doubleValue()).as("right before its target").isEqualTo(x.path("b").doubleValue());
		assertThat(result.path("bends").intValue()).isEqualTo(2);
		assertThat(result.path("onTheWay").booleanValue()).as("a node lies on a long edge").isFalse();
		assertThat(result.path("distinct").intValue()).isEqualTo(2000);
		assertThat(result.path("forward").booleanValue()).isTrue();
		assertThat(result.path("taken").doubleValue()).isLessThan(10_000);
	}

	@Test
	void deadLettersAreSeenAndSentBack() throws Exception {
		open("queue?queue=orders");
		assertThat(text()).contains("Fairness keys", "acme", "Dead letters of this queue");
		until("document.querySelectorAll('svg.plot polyline').length >= 4");
		browser.screenshot(SCREENSHOTS.resolve("console-queue.png"));
		open("queue?queue=returns.dlq");
		clickButton("Look at the first that wait");
		until("document.querySelector('article pre')?.textContent.includes('dead letter 0')");
		browser.evaluate("document.querySelector('input[type=number]').value = 2");
		clickButton("Send them back");
		until("document.body.innerText.includes('2 messages went back to returns')");
		assertThat(scene.admin().stats("returns.dlq").depth()).isEqualTo(1);
	}

	@Test
	void timingsArePlotted() throws Exception {
		open("timings");
		assertThat(text()).contains("dw.storage", "p95", "operation=retrieve").doesNotContain("unknown");
		until("[...document.querySelectorAll('svg.plot polyline')].filter((line) => line.points.length > 2).length === 3");
		browser.screenshot(SCREENSHOTS.resolve("console-timings.png"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "objects?bucket=hostile", "runs", "lineage", "queues" })
	void hostileNamesAreShownAsText(String route) {
		open(route);
		List<String> names = route.startsWith("queues") || route.startsWith("objects") ? HostileNames.ALL
				: HostileNames.ALL.stream().map((name) -> name.replace("/", "\u2215")).toList();
		JsonNode shown = browser.evaluate("[...document.querySelectorAll('bdi')].map((each) => each.textContent)");
		String all = shown.toString();
		for (String name : names) {
			if (route.startsWith("objects") && name.equals(HostileNames.PARENT)) {
				continue;
			}
			String visible = name.replace("\u202e", "\\u202e");
			// A key with slashes is shown by its first folder.
			String first = route.startsWith("objects") ? visible.replaceFirst("(?s)/.*", "") : visible;
			assertThat(all).contains(js(first).substring(1, js(first).length() - 1));
		}
		assertThat(browser.holds("document.documentElement.scrollWidth <= window.innerWidth")).isTrue();
	}

	@Test
	void keyboardIsEnough() {
		open("objects");
		browser.evaluate("document.activeElement.blur()");
		browser.press("Tab", 9);
		assertThat(browser.evaluate("document.activeElement.textContent").asString()).isEqualTo("Skip to content");
		browser.press("Enter", 13);
		until("document.activeElement.id === 'main'");
		browser.press("Tab", 9);
		browser.press("Tab", 9);
		assertThat(browser.holds("document.activeElement.closest('main td a')")).isTrue();
		browser.press("Enter", 13);
		until("document.querySelector('h1').textContent.startsWith('Objects in')");
		assertThat(browser.evaluate("document.activeElement.tagName").asString()).isEqualTo("H1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "objects", "objects?bucket=lake", "object?bucket=lake&key=sales.parquet",
			"object?bucket=lake&key=config.json", "runs", "run?run=", "lineage", "lineage?dataset=sales_curated",
			"queues", "queue?queue=orders", "queue?queue=returns.dlq", "timings", "objects?bucket=hostile" })
	void pagesAreAccessibleAndFitThePhone(String route) throws Exception {
		String page = route.endsWith("run=") ? route + scene.failedRun() : route;
		for (String scheme : List.of("light", "dark")) {
			for (int width : new int[] { 1280, 390 }) {
				browser.viewport(width, 844);
				browser.scheme(scheme);
				open(page);
				assertThat(browser.holds("document.documentElement.scrollWidth <= window.innerWidth"))
					.as("%s fits %s pixels", page, width)
					.isTrue();
				assertThat(browser.complaints()).as(page).isEmpty();
				assertThat(browser.violations()).as("%s, %s, %s pixels", page, scheme, width).isEmpty();
				// Of the check, which draws.
				browser.forgetComplaints();
			}
		}
		if (page.equals("runs")) {
			browser.screenshot(SCREENSHOTS.resolve("console-phone.png"));
		}
	}

	@Test
	void checkOfAccessibilityFindsWhatIsWrong() throws Exception {
		open("runs");
		browser.evaluate("document.querySelector('main').append(document.createElement('input'))");
		assertThat(browser.violations()).singleElement().asString().startsWith("label: <input>");
		browser.forgetComplaints();
	}

	@Test
	void brokenPartIsTold() {
		open("object?bucket=lake&key=gone");
		assertThat(text()).contains("gone");
		assertThat(browser.holds("document.querySelector('[role=alert]')")).isTrue();
		// The refusal is an error in the eyes of the browser.
		browser.forget();
		browser.evaluate("fetch('/api/info').then((response) => response.status)");
	}

}
