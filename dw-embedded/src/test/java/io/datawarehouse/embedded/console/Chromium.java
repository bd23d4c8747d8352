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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A headless Chromium with one page, driven by its DevTools protocol, for which the JDK
 * has all that is needed.
 *
 * @since 1.0.0
 */
public final class Chromium implements AutoCloseable {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

	private static final String AXE = "4.6.3/axe.min.js";

	private static final long SECONDS = 60;

	private final Path profile;

	private final Process process;

	private final WebSocket socket;

	private final String session;

	private final AtomicInteger lastCall = new AtomicInteger();

	private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private Chromium(Path binary) throws Exception {
		this.profile = Files.createTempDirectory("dw-chromium-");
		this.process = start(binary, this.profile);
		this.socket = HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.connectTimeout(Duration.ofSeconds(SECONDS))
			.buildAsync(debugger(this.process), new Messages())
			.get(SECONDS, TimeUnit.SECONDS);
		String target = call(null, "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asString();
		this.session = call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
			.path("sessionId")
			.asString();
		for (String domain : List.of("Page", "Runtime", "Log", "Network", "DOM")) {
			call(domain + ".enable", Map.of());
		}
		call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
	}

	/**
	 * Start the browser of this machine. Without one the test is skipped, and says why.
	 * @return a new browser
	 * @throws Exception if it does not start
	 */
	public static Chromium startOrSkip() throws Exception {
		Optional<Path> binary = find();
		Assumptions.assumeTrue(binary.isPresent(),
				"There is no Chromium: ./mvnw -Pchromium -N validate installs it by apt, or set CHROMIUM_BIN");
		return new Chromium(binary.orElseThrow());
	}

	/**
	 * Where a Chromium is: as told by {@code CHROMIUM_BIN}, or where Debian puts it.
	 */
	private static Optional<Path> find() {
		String told = System.getenv("CHROMIUM_BIN");
		Stream<String> places = (told != null) ? Stream.of(told)
				: Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
		return places.map(Path::of).filter(Files::isExecutable).filter(Chromium::starts).findFirst();
	}

	/**
	 * Some systems have a stub there that only says what to install.
	 */
	private static boolean starts(Path binary) {
		try {
			Process version = new ProcessBuilder(binary.toString(), "--version")
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			boolean ended = version.waitFor(SECONDS, TimeUnit.SECONDS);
			version.destroyForcibly();
			return ended && version.exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static Process start(Path binary, Path profile) throws IOException {
		return new ProcessBuilder(binary.toString(), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
				"--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
				"--disable-component-update", "--disable-sync", "--hide-scrollbars",
				"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--user-data-dir=" + profile,
				"--remote-debugging-port=0", "about:blank")
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	private static URI debugger(Process process) throws Exception {
		BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
		CompletableFuture<URI> found = new CompletableFuture<>();
		Thread reader = new Thread(() -> {
			errors.lines().forEach((line) -> {
				Matcher listening = LISTENING.matcher(line);
				if (listening.find()) {
					found.complete(URI.create(listening.group(1)));
				}
			});
			found.completeExceptionally(new IOException("Chromium ended"));
		}, "chromium-errors");
		reader.setDaemon(true);
		reader.start();
		return found.get(SECONDS, TimeUnit.SECONDS);
	}

	private JsonNode call(String method, Map<String, Object> parameters) {
		return call(this.session, method, parameters);
	}

	private synchronized JsonNode call(String session, String method, Map<String, Object> parameters) {
		int id = this.lastCall.incrementAndGet();
		ObjectNode call = MAPPER.createObjectNode().put("id", id).put("method", method);
		call.set("params", MAPPER.valueToTree(parameters));
		if (session != null) {
			call.put("sessionId", session);
		}
		CompletableFuture<JsonNode> answer = new CompletableFuture<>();
		this.calls.put(id, answer);
		try {
			this.socket.sendText(call.toString(), true).get(SECONDS, TimeUnit.SECONDS);
			JsonNode result = answer.get(SECONDS, TimeUnit.SECONDS);
			if (result.has("error")) {
				throw new IllegalStateException(method + ": " + result.path("error"));
			}
			return result.path("result");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException(method + " failed: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Begin to open a page.
	 * @param address its address
	 */
	public void navigate(URI address) {
		call("Page.navigate", Map.of("url", address.toString()));
	}

	/**
	 * Evaluate a script.
	 * @param script an expression
	 * @return its value, or that of its promise
	 */
	public JsonNode evaluate(String script) {
		JsonNode result = call("Runtime.evaluate",
				Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
		if (result.has("exceptionDetails")) {
			throw new IllegalStateException(script + ": " + result.path("exceptionDetails"));
		}
		return result.path("result").path("value");
	}

	/**
	 * Evaluate a condition.
	 * @param script an expression
	 * @return whether its value is one that counts as true
	 */
	public boolean holds(String script) {
		return evaluate("Boolean(" + script + ")").booleanValue();
	}

	/**
	 * Choose files in an input, as a person would.
	 * @param selector what selects the input
	 * @param files the files
	 */
	public void chooseFiles(String selector, Path... files) {
		JsonNode input = call("Runtime.evaluate", Map.of("expression", "document.querySelector('" + selector + "')"));
		call("DOM.setFileInputFiles", Map.of("files", Stream.of(files).map(Path::toString).toList(), "objectId",
				input.path("result").path("objectId").asString()));
	}

	/**
	 * Press a key.
	 * @param key its name
	 * @param code its number
	 */
	public void press(String key, int code) {
		Map<String, Object> stroke = Map.of("type", "keyDown", "key", key, "code", key, "windowsVirtualKeyCode", code,
				"text", key.equals("Enter") ? "\r" : "");
		call("Input.dispatchKeyEvent", stroke);
		call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
	}

	/**
	 * Click with the mouse.
	 * @param x pixels from the left
	 * @param y pixels from the top
	 */
	public void click(double x, double y) {
		for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
			call("Input.dispatchMouseEvent", Map.of("type", type, "x", x, "y", y, "button",
					type.equals("mouseMoved") ? "none" : "left", "clickCount", type.equals("mouseMoved") ? 0 : 1));
		}
	}

	/**
	 * Set the size of the page.
	 * @param width its width in pixels
	 * @param height its height in pixels
	 */
	public void viewport(int width, int height) {
		call("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
	}

	/**
	 * Set the colours that a person prefers.
	 * @param scheme {@code light} or {@code dark}
	 */
	public void scheme(String scheme) {
		call("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
	}

	/**
	 * Keep a picture of what is seen.
	 * @param file where to put it, as PNG
	 * @throws IOException if it cannot be written
	 */
	public void screenshot(Path file) throws IOException {
		String png = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asString();
		Files.createDirectories(file.getParent());
		Files.write(file, Base64.getDecoder().decode(png));
	}

	/**
	 * Errors and warnings that the browser noted, the policy's among them.
	 * @return the texts
	 */
	public List<String> complaints() {
		return new ArrayList<>(this.complaints);
	}

	/**
	 * Begin anew: a large light page, and nothing known of what was before.
	 */
	public void reset() {
		viewport(1280, 900);
		scheme("light");
		forget();
	}

	/**
	 * Forget complaints and requests.
	 */
	public void forget() {
		forgetComplaints();
		this.requests.clear();
	}

	/**
	 * Fail the test unless whatever was looked at caused no error, no breach of the
	 * policy and no request elsewhere.
	 * @param servers what the addresses of requests may begin with
	 */
	public void requireNothingWrong(String... servers) {
		assertThat(this.complaints).isEmpty();
		assertThat(this.requests).isNotEmpty().allMatch((url) -> isAllowed(url, servers));
	}

	private static boolean isAllowed(String url, String... servers) {
		// Beside the servers the browser's own pictures, as in a choice of dates.
		return Stream.concat(Stream.of(servers), Stream.of("about:", "data:image/")).anyMatch(url::startsWith);
	}

	/**
	 * Forget complaints.
	 */
	public void forgetComplaints() {
		this.complaints.clear();
	}

	/**
	 * Check the page with axe for what keeps people out, by WCAG 2.1 A and AA.
	 * @return what is wrong and where
	 * @throws IOException if axe is not on the class path
	 */
	public List<String> violations() throws IOException {
		try (InputStream axe = Chromium.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/" + AXE)) {
			if (axe == null) {
				throw new IOException("There is no webjar axe-core/" + AXE);
			}
			evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + "; true");
		}
		JsonNode result = evaluate(
				"""
						axe.run(document, { preload: false,
							runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } })
							.then((found) => found.violations.map((each) =>
								each.id + ": " + each.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(" | ")))""");
		List<String> violations = new ArrayList<>();
		result.forEach((each) -> violations.add(each.asString()));
		return violations;
	}

	private void take(JsonNode message) {
		if (message.has("id")) {
			CompletableFuture<JsonNode> call = this.calls.remove(message.path("id").intValue());
			if (call != null) {
				call.complete(message);
			}
			return;
		}
		JsonNode event = message.path("params");
		switch (message.path("method").asString("")) {
			case "Runtime.exceptionThrown" -> this.complaints.add(event.path("exceptionDetails").toString());
			case "Runtime.consoleAPICalled" -> noteConsole(event);
			case "Log.entryAdded" -> noteLog(event.path("entry"));
			case "Network.requestWillBeSent" -> this.requests.add(event.path("request").path("url").asString());
			default -> {
				// Of no interest.
			}
		}
	}

	private void noteConsole(JsonNode event) {
		if (List.of("error", "warning", "assert").contains(event.path("type").asString())) {
			this.complaints.add(event.path("args").toString());
		}
	}

	private void noteLog(JsonNode entry) {
		if (List.of("error", "warning").contains(entry.path("level").asString())) {
			this.complaints.add(entry.path("text").asString() + " " + entry.path("url").asString(""));
		}
	}

	@Override
	public void close() {
		this.socket.abort();
		this.process.destroy();
		try {
			if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		FileSystemUtils.deleteRecursively(this.profile.toFile());
	}

	/**
	 * Puts the messages together that come in parts.
	 */
	private final class Messages implements WebSocket.Listener {

		private final StringBuilder text = new StringBuilder();

		@Override
		public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				take(MAPPER.readTree(this.text.toString()));
				this.text.setLength(0);
			}
			webSocket.request(1);
			return null;
		}

	}

}
