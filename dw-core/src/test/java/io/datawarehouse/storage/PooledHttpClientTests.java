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

package io.datawarehouse.storage;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of {@link PooledHttpClient} against a real server.
 */
class PooledHttpClientTests {

	private static final byte[] ANSWER = new byte[4 * 1024 * 1024];

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<byte[]> bodies = new CopyOnWriteArrayList<>();

	private final HttpSettings settings = new HttpSettings();

	private final StorageTraffic traffic = new StorageTraffic();

	private HttpServer server;

	private PooledHttpClient client;

	@BeforeEach
	void start() throws IOException {
		start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null);
		this.client = this.settings.createClient(this.traffic);
	}

	private void start(InetSocketAddress address, @Nullable Executor executor) throws IOException {
		this.server = HttpServer.create(address, 0);
		this.server.setExecutor(executor);
		this.server.createContext("/", this::answer);
		this.server.start();
	}

	private void answer(HttpExchange exchange) throws IOException {
		this.requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
				+ exchange.getRequestHeaders().getFirst("Host") + " "
				+ exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
		try (exchange) {
			this.bodies.add(exchange.getRequestBody().readAllBytes());
			if (exchange.getRequestMethod().equals("GET")) {
				exchange.sendResponseHeaders(200, ANSWER.length);
				exchange.getResponseBody().write(ANSWER);
			}
			else {
				exchange.sendResponseHeaders(204, -1);
			}
		}
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.server.stop(0);
	}

	private void recreate() {
		this.client.close();
		this.client = this.settings.createClient(this.traffic);
	}

	private String host() {
		return "127.0.0.1:" + this.server.getAddress().getPort();
	}

	private SdkHttpRequest.Builder request(SdkHttpMethod method) {
		return SdkHttpRequest.builder().method(method).uri(URI.create("http://" + host() + "/lake/key"));
	}

	private HttpExecuteResponse get() throws IOException {
		return this.client
			.prepareRequest(HttpExecuteRequest.builder().request(request(SdkHttpMethod.GET).build()).build())
			.call();
	}

	private HttpExecuteResponse put(byte[] content, long length) throws IOException {
		SdkHttpRequest request = request(SdkHttpMethod.PUT).putHeader("Content-Length", Long.toString(length)).build();
		return this.client
			.prepareRequest(HttpExecuteRequest.builder()
				.request(request)
				.contentStreamProvider(() -> new ByteArrayInputStream(content))
				.build())
			.call();
	}

	private static byte[] random(int length) {
		byte[] content = new byte[length];
		new Random(length).nextBytes(content);
		return content;
	}

	@Test
	void bodiesOfAllSizesArriveAsTheyAre() throws IOException {
		for (int length : new int[] { 0, 1, 4096, 131_071, 131_072, 131_073, 1_000_000 }) {
			assertThat(put(random(length), length).httpResponse().statusCode()).isEqualTo(204);
			assertThat(this.bodies.remove(0)).isEqualTo(random(length));
		}
		assertThat(this.client.leasedConnections()).isZero();
	}

	@Test
	void whatIsMovedIsCounted() throws IOException {
		put(random(200_000), 200_000);
		SdkHttpRequest part = request(SdkHttpMethod.PUT).putRawQueryParameter("partNumber", "1")
			.putHeader("Content-Length", "3")
			.build();
		this.client
			.prepareRequest(HttpExecuteRequest.builder()
				.request(part)
				.contentStreamProvider(() -> new ByteArrayInputStream(random(3)))
				.build())
			.call();
		try (InputStream body = get().responseBody().orElseThrow()) {
			body.read();
			body.readAllBytes();
		}
		assertThat(this.traffic.snapshot()).isEqualTo(new StorageStats(200_003, ANSWER.length, 1, 0));
	}

	@Test
	void rangesAreCountedAndTheServerIsNoted() {
		this.traffic.answered(206, false, "MinIO");
		this.traffic.answered(500, true, null);
		assertThat(this.traffic.snapshot()).isEqualTo(new StorageStats(0, 0, 0, 1));
		assertThat(this.traffic.server()).isEqualTo("MinIO");
		this.traffic.answered(200, false, "x".repeat(5000));
		assertThat(this.traffic.server()).hasSize(100);
	}

	@Test
	void noMoreIsSentThanTheLengthSays() throws IOException {
		put(random(10), 4);
		assertThat(this.bodies.get(0)).hasSize(4);
	}

	@Test
	void bodyThatEndsEarlyFailsAndLeavesNoConnection() {
		assertThatExceptionOfType(EOFException.class).isThrownBy(() -> put(random(300_000), 400_000))
			.withMessageContaining("400000");
		assertThat(this.client.leasedConnections()).isZero();
	}

	@Test
	void abortedAnswerLeavesNoConnection() throws IOException {
		HttpExecuteResponse response = get();
		AbortableInputStream body = response.responseBody().orElseThrow();
		assertThat(body.read()).isZero();
		assertThat(this.client.leasedConnections()).isEqualTo(1);
		body.abort();
		assertThat(this.client.leasedConnections()).isZero();
	}

	@Test
	void interruptedWaitForAConnectionLeavesNone() throws Exception {
		this.settings.maxConnections = 1;
		recreate();
		try (InputStream held = get().responseBody().orElseThrow()) {
			FutureTask<HttpExecuteResponse> waiting = new FutureTask<>(this::get);
			Thread thread = new Thread(waiting, "waiting");
			thread.start();
			Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
			thread.interrupt();
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> waiting.get(10, TimeUnit.SECONDS));
			held.readAllBytes();
		}
		assertThat(this.client.leasedConnections()).isZero();
		try (InputStream next = get().responseBody().orElseThrow()) {
			assertThat(next.readAllBytes()).hasSameSizeAs(ANSWER);
		}
	}

	@Test
	void restartOfTheStoreFailsOneRequestAtMost() throws IOException {
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			this.server.stop(0);
			start(this.server.getAddress(), threads);
			List<InputStream> held = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				held.add(get().responseBody().orElseThrow());
			}
			for (InputStream body : held) {
				body.readAllBytes();
			}
			InetSocketAddress address = this.server.getAddress();
			this.server.stop(0);
			start(address, threads);
			assertThat(Stream.generate(this::fails).limit(4).filter(Boolean::booleanValue)).hasSizeLessThan(2);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private boolean fails() {
		try {
			put(random(3), 3);
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	@Test
	void waitForAConnectionHasALimit() throws IOException {
		this.settings.maxConnections = 1;
		this.settings.acquireTimeout = Duration.ofMillis(50);
		recreate();
		try (AbortableInputStream held = get().responseBody().orElseThrow()) {
			assertThatExceptionOfType(IOException.class).isThrownBy(this::get);
			held.abort();
		}
		assertThat(this.client.leasedConnections()).isZero();
	}

	@Test
	void keyThatBeginsWithASlashIsNotTakenForAHost() throws IOException {
		SdkHttpRequest request = request(SdkHttpMethod.DELETE).encodedPath("//key").build();
		this.client.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
		assertThat(this.requests).containsExactly("DELETE /%2Fkey " + host() + " null");
	}

	@Test
	void proxyIsToldWhoAsksAtOnce() throws IOException {
		this.settings.proxy = new ProxySettings("127.0.0.1", this.server.getAddress().getPort(), "user", "secret",
				Set.of("*.local"));
		recreate();
		SdkHttpRequest request = request(SdkHttpMethod.DELETE).host("store.example").port(80).build();
		this.client.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
		String credentials = Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.US_ASCII));
		assertThat(this.requests)
			.containsExactly("DELETE http://store.example/lake/key store.example Basic " + credentials);
	}

	@Test
	void hostThatNeedsNoProxyIsReachedWithoutIt() throws IOException {
		this.settings.proxy = new ProxySettings("127.0.0.1", 1, null, null, Set.of("127.0.*"));
		recreate();
		assertThat(put(random(3), 3).httpResponse().statusCode()).isEqualTo(204);
		assertThat(this.requests).hasSize(1);
	}

}
