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

package io.datawarehouse.embedded.job;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.datawarehouse.job.DatlakeAuthException;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeTransientException;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.StartFailurePolicy;
import io.datawarehouse.retry.RetrySettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * However a job ends, whatever the catalog does meanwhile and whatever the policy:
 * nothing is lost, the job's own exception is thrown, and no run is left running once the
 * application has started again. Killed processes are the matter of
 * {@link JobRecoveryIT}.
 */
class RunMatrixIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	Path state;

	private EmbeddedDatlakeCatalog catalog;

	private FaultyProxy proxy;

	@BeforeEach
	void start() throws IOException {
		this.catalog = EmbeddedDatlakeCatalog.builder().start();
		this.proxy = new FaultyProxy(this.catalog.url());
	}

	@AfterEach
	void stop() {
		this.proxy.close();
		this.catalog.close();
	}

	static List<Arguments> matrix() {
		List<Arguments> matrix = new ArrayList<>();
		for (Outcome outcome : Outcome.values()) {
			for (Fault fault : Fault.values()) {
				for (StartFailurePolicy policy : StartFailurePolicy.values()) {
					matrix.add(Arguments.of(outcome, fault, policy));
				}
			}
		}
		return matrix;
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void nothingIsLost(Outcome outcome, Fault fault, StartFailurePolicy policy) {
		boolean atStart = fault == Fault.DOWN_AT_START;
		this.proxy.fault = atStart ? fault : Fault.NONE;
		Throwable seen = work(outcome, fault, policy);
		boolean worked = !atStart || policy == StartFailurePolicy.SUPPRESS_TRANSIENT;
		if (!worked) {
			assertThat(seen).isInstanceOf(DatlakeTransientException.class);
		}
		else if (outcome.failure != null) {
			assertThat(seen).isSameAs(outcome.failure);
		}
		else if (outcome == Outcome.SUCCESS && fault == Fault.UNAUTHORIZED) {
			assertThat(seen).isInstanceOf(DatlakeAuthException.class);
		}
		else {
			assertThat(seen).isNull();
		}
		this.proxy.fault = Fault.NONE;
		try (JobContextFactory restarted = factory(policy, Duration.ofSeconds(10))) {
			restarted.recover();
			await().atMost(PATIENCE).until(() -> restarted.pendingCompletions() == 0);
		}
		assertThat(this.catalog.runs()).hasSize(worked ? 1 : 0)
			.allMatch((run) -> run.status() == ((outcome == Outcome.SUCCESS) ? RunStatus.SUCCESS : RunStatus.FAILED));
		if (worked && outcome.failure != null) {
			assertThat(this.catalog.runs().get(0).error()).isEqualTo(outcome.failure.getMessage());
		}
		assertThat(this.state).isEmptyDirectory();
	}

	private @Nullable Throwable work(Outcome outcome, Fault fault, StartFailurePolicy policy) {
		try (JobContextFactory jobs = factory(policy, Duration.ofMillis(100))) {
			return catchThrowable(() -> {
				if (outcome == Outcome.SHUTDOWN) {
					jobs.start("etl");
					this.proxy.fault = fault;
					return;
				}
				jobs.run("etl", (job) -> {
					job.putMetadata("a", 1);
					this.proxy.fault = fault;
					if (outcome.failure instanceof Error error) {
						throw error;
					}
					if (outcome.failure instanceof RuntimeException failure) {
						throw failure;
					}
				});
			});
		}
	}

	private JobContextFactory factory(StartFailurePolicy policy, Duration closeTimeout) {
		DatlakeClient client = DatlakeClient.builder()
			.url(this.proxy.url())
			.readTimeout(Duration.ofMillis(700))
			.retry(RetrySettings.none())
			.build();
		return JobContextFactory.builder(client)
			.stateDirectory(this.state)
			.startFailurePolicy(policy)
			.closeTimeout(closeTimeout)
			.closeOnShutdown(false)
			.redeliveryInterval(Duration.ofMillis(20), Duration.ofMillis(50))
			.build();
	}

	/**
	 * Ways for a job to end.
	 */
	enum Outcome {

		SUCCESS(null), EXCEPTION(new IllegalStateException("own exception")), ERROR(new AssertionError("own error")),
		SHUTDOWN(null);

		private final @Nullable Throwable failure;

		Outcome(@Nullable Throwable failure) {
			this.failure = failure;
		}

	}

	/**
	 * What the catalog does: at the completion, unless the name says otherwise.
	 */
	enum Fault {

		NONE, DOWN_AT_START, DOWN, SLOW, ERRORS, UNAUTHORIZED, CUT_BEFORE, CUT_AFTER

	}

	/**
	 * Stands before the catalog.
	 */
	private static final class FaultyProxy implements AutoCloseable {

		private final HttpServer server;

		private final ExecutorService executor = Executors.newCachedThreadPool();

		private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

		private final URI target;

		private volatile Fault fault = Fault.NONE;

		FaultyProxy(URI target) throws IOException {
			this.target = target;
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
			this.server.setExecutor(this.executor);
			this.server.createContext("/", this::handle);
			this.server.start();
		}

		URI url() {
			return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
		}

		private void handle(HttpExchange exchange) throws IOException {
			Fault fault = this.fault;
			try (exchange) {
				byte[] body = exchange.getRequestBody().readAllBytes();
				switch (fault) {
					case DOWN, DOWN_AT_START -> exchange.sendResponseHeaders(503, -1);
					case ERRORS -> exchange.sendResponseHeaders(500, -1);
					case UNAUTHORIZED -> exchange.sendResponseHeaders(401, -1);
					case CUT_BEFORE -> {
					}
					case CUT_AFTER -> pass(exchange, body);
					case SLOW -> {
						pass(exchange, body);
						TimeUnit.MILLISECONDS.sleep(1000);
					}
					case NONE -> answer(exchange, pass(exchange, body));
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
			HttpRequest.Builder request = HttpRequest.newBuilder(this.target.resolve(exchange.getRequestURI()))
				.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
			String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
			if (key != null) {
				request.header("Idempotency-Key", key);
			}
			return this.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
		}

		private static void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
			exchange.sendResponseHeaders(response.statusCode(), response.body().length);
			exchange.getResponseBody().write(response.body());
		}

		@Override
		public void close() {
			this.server.stop(0);
			this.executor.shutdownNow();
		}

	}

}
