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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeTransientException;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.JobContextFactoryBuilder;
import io.datawarehouse.job.StartFailurePolicy;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests: whatever dies, no run stays running and no outcome is lost.
 */
class JobRecoveryIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	Path folder;

	private Path state;

	private EmbeddedDatlakeCatalog catalog;

	@BeforeEach
	void start() {
		this.state = this.folder.resolve("state");
		this.catalog = startCatalog(0);
	}

	@AfterEach
	void stop() {
		this.catalog.close();
	}

	@Test
	void runsOfAKilledProcessEndAtTheNextStart() throws Exception {
		try (Forked process = Forked.start("jobs", this.catalog.url(), this.state, 5)) {
			process.await("started");
			assertThat(this.catalog.runs(RunStatus.RUNNING)).hasSize(5);
			try (JobContextFactory jobs = factory(this.catalog.url(), Duration.ofSeconds(10))) {
				assertThat(jobs.recover()).as("the process lives").isZero();
				process.kill();
				assertThat(jobs.recover()).isEqualTo(5);
				await().atMost(PATIENCE).until(() -> this.catalog.runs(RunStatus.RUNNING).isEmpty());
				assertThat(this.catalog.runs("killed")).hasSize(5)
					.allMatch((run) -> run.status() == RunStatus.FAILED)
					.allMatch((run) -> "aborted: the process ended before the run completed".equals(run.error()));
				assertThat(this.catalog.runs("finished")).singleElement()
					.satisfies((run) -> assertThat(run.status()).isEqualTo(RunStatus.SUCCESS));
				await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
			}
		}
		assertThat(journals()).isEmpty();
	}

	@Test
	void firstStartOfARunRecovers() throws Exception {
		try (Forked process = Forked.start("jobs", this.catalog.url(), this.state, 1)) {
			process.await("started");
			process.kill();
		}
		try (JobContextFactory jobs = factory(this.catalog.url(), Duration.ofSeconds(10))) {
			jobs.run("next", (job) -> job.putMetadata("a", 1));
			await().atMost(PATIENCE).until(() -> this.catalog.runs(RunStatus.RUNNING).isEmpty());
		}
		assertThat(this.catalog.runs("killed").get(0).status()).isEqualTo(RunStatus.FAILED);
	}

	@Test
	void runWhoseStartGotNoAnswerIsFoundByItsKey() throws Exception {
		try (SilentProxy proxy = new SilentProxy(this.catalog.url());
				Forked process = Forked.start("jobs", proxy.url(), this.state, 1)) {
			await().atMost(PATIENCE).until(() -> this.catalog.runs("killed").size() == 1);
			process.kill();
			assertThat(this.catalog.runs(RunStatus.RUNNING)).hasSize(1);
			try (JobContextFactory jobs = factory(this.catalog.url(), Duration.ofSeconds(10))) {
				assertThat(jobs.recover()).isEqualTo(1);
				await().atMost(PATIENCE).until(() -> this.catalog.runs(RunStatus.RUNNING).isEmpty());
			}
		}
		assertThat(this.catalog.runs("killed")).singleElement()
			.satisfies((run) -> assertThat(run.error()).startsWith("aborted"));
	}

	@Test
	void startThatTimedOutFailsTheJobAndLeavesNoRunRunning() throws Exception {
		try (SilentProxy proxy = new SilentProxy(this.catalog.url());
				JobContextFactory jobs = factory(proxy.url(), Duration.ofMillis(500))) {
			assertThatExceptionOfType(DatlakeTransientException.class).isThrownBy(() -> jobs.start("etl"));
			assertThat(jobs.pendingCompletions()).isEqualTo(1);
			proxy.answer();
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
		assertThat(this.catalog.runs()).singleElement()
			.satisfies((run) -> assertThat(run.error()).isEqualTo("aborted: the start of the run got no answer"));
	}

	@Test
	void completionIsDeliveredOnceTheCatalogIsBack() {
		int port = this.catalog.port();
		try (JobContextFactory jobs = factory(this.catalog.url(), Duration.ofSeconds(10))) {
			jobs.run("etl", (job) -> {
				job.putMetadata("rows", 42);
				this.catalog.close();
			});
			assertThat(jobs.pendingCompletions()).isEqualTo(1);
			this.catalog = startCatalog(port);
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
		assertThat(this.catalog.runs()).singleElement().satisfies((run) -> {
			assertThat(run.status()).isEqualTo(RunStatus.SUCCESS);
			assertThat(run.result()).containsEntry("rows", 42);
		});
	}

	@Test
	void ownExceptionOfTheJobIsThrownThoughTheCatalogIsAway() {
		int port = this.catalog.port();
		try (JobContextFactory jobs = factory(this.catalog.url(), Duration.ofSeconds(10))) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> jobs.run("etl", (job) -> {
				this.catalog.close();
				throw new IOException("own");
			})).withMessage("own");
			this.catalog = startCatalog(port);
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
		assertThat(this.catalog.runs().get(0).error()).isEqualTo("own");
	}

	@Test
	void completionOwedByAKilledProcessIsDeliveredAtTheNextStart() throws Exception {
		int port = this.catalog.port();
		try (Forked process = Forked.start("completion", this.catalog.url(), this.state)) {
			process.await("running");
			this.catalog.close();
			process.goOn();
			assertThat(process.await("ended")).isEqualTo("1");
			process.kill();
		}
		this.catalog = startCatalog(port);
		assertThat(this.catalog.runs().get(0).status()).isEqualTo(RunStatus.RUNNING);
		try (JobContextFactory jobs = factory(this.catalog.url(), Duration.ofSeconds(10))) {
			assertThat(jobs.recover()).isEqualTo(1);
		}
		assertThat(this.catalog.runs().get(0).status()).isEqualTo(RunStatus.SUCCESS);
		assertThat(journals()).isEmpty();
	}

	@Test
	void completionThatClosingCannotDeliverIsKeptForTheNextStart() {
		int port = this.catalog.port();
		try (JobContextFactory jobs = factory(this.catalog.url(), Duration.ofSeconds(10))) {
			jobs.run("etl", (job) -> this.catalog.close());
		}
		assertThat(journals()).hasSize(1);
		this.catalog = startCatalog(port);
		try (JobContextFactory jobs = factory(this.catalog.url(), Duration.ofSeconds(10))) {
			assertThat(jobs.recover()).isEqualTo(1);
		}
		assertThat(this.catalog.runs().get(0).status()).isEqualTo(RunStatus.SUCCESS);
		assertThat(journals()).isEmpty();
	}

	@Test
	void degradedRunIsMadeKnownOnceTheCatalogIsBack() {
		int port = this.catalog.port();
		this.catalog.close();
		String runId;
		try (JobContextFactory jobs = builder(this.catalog.url(), Duration.ofSeconds(10))
			.startFailurePolicy(StartFailurePolicy.SUPPRESS_TRANSIENT)
			.build()) {
			runId = jobs.call("etl", (job) -> {
				assertThat(job.isDegraded()).isTrue();
				return job.runId();
			});
			this.catalog = startCatalog(port);
			await().atMost(PATIENCE).until(() -> jobs.pendingCompletions() == 0);
		}
		assertThat(this.catalog.runs()).singleElement().satisfies((run) -> {
			assertThat(run.status()).isEqualTo(RunStatus.SUCCESS);
			assertThat(run.metadata()).containsEntry("client_run_id", runId);
			assertThat(run.result()).containsEntry("degraded", true);
		});
	}

	@Test
	void runsOfAJvmThatShutsDownAreEndedByItsHook() throws Exception {
		try (Forked process = Forked.start("jobs", this.catalog.url(), this.state, 3)) {
			process.await("started");
			assertThat(this.catalog.runs(RunStatus.RUNNING)).hasSize(3);
			process.terminate();
		}
		assertThat(this.catalog.runs("killed")).hasSize(3)
			.allMatch((run) -> run.status() == RunStatus.FAILED)
			.allMatch((run) -> "aborted: the application closed before the run completed".equals(run.error()));
		assertThat(journals()).isEmpty();
	}

	@Test
	void killedCatalogKeepsWhatItAnswered() throws Exception {
		Path data = this.folder.resolve("killed");
		try (Forked process = Forked.start("catalog", data)) {
			URI url = URI.create(process.await("url"));
			try (JobContextFactory jobs = factory(url, Duration.ofSeconds(10))) {
				for (int i = 0; i < 20; i++) {
					jobs.run("etl", (job) -> job.registerSnapshot("sales", "dw://lake/" + job.runId(), "csv"));
				}
			}
			assertThatIllegalStateException().isThrownBy(() -> EmbeddedDatlakeCatalog.builder().dataDir(data).start())
				.withMessageContaining("Does another process use it?");
			process.kill();
		}
		try (EmbeddedDatlakeCatalog again = EmbeddedDatlakeCatalog.builder().dataDir(data).start()) {
			assertThat(again.runs()).hasSize(20).allMatch((run) -> run.status() == RunStatus.SUCCESS);
			assertThat(again.snapshots("sales")).hasSize(20);
		}
	}

	private EmbeddedDatlakeCatalog startCatalog(int port) {
		return EmbeddedDatlakeCatalog.builder()
			.dataDir(this.folder.resolve("catalog"))
			.apiKey("key")
			.port(port)
			.start();
	}

	private JobContextFactory factory(URI url, Duration readTimeout) {
		return builder(url, readTimeout).build();
	}

	private JobContextFactoryBuilder builder(URI url, Duration readTimeout) {
		DatlakeClient client = DatlakeClient.builder()
			.url(url)
			.apiKey("key")
			.readTimeout(readTimeout)
			.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(10)))
			.build();
		return JobContextFactory.builder(client)
			.stateDirectory(this.state)
			.redeliveryInterval(Duration.ofMillis(50), Duration.ofMillis(200));
	}

	private List<Path> journals() {
		try (Stream<Path> files = Files.exists(this.state) ? Files.list(this.state) : Stream.empty()) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Passes requests on to the catalog and keeps its answers back until told otherwise.
	 */
	private static final class SilentProxy implements AutoCloseable {

		private final HttpServer server;

		private final ExecutorService executor = Executors.newCachedThreadPool();

		private final HttpClient client = HttpClient.newHttpClient();

		private final CountDownLatch answering = new CountDownLatch(1);

		private final URI target;

		SilentProxy(URI target) throws IOException {
			this.target = target;
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
			this.server.setExecutor(this.executor);
			this.server.createContext("/", this::handle);
			this.server.start();
		}

		URI url() {
			return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
		}

		void answer() {
			this.answering.countDown();
		}

		private void handle(HttpExchange exchange) throws IOException {
			try (exchange; InputStream body = exchange.getRequestBody()) {
				HttpRequest.Builder request = HttpRequest.newBuilder(this.target.resolve(exchange.getRequestURI()))
					.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body.readAllBytes()));
				exchange.getRequestHeaders().forEach((name, values) -> {
					if (name.equalsIgnoreCase("Authorization") || name.equalsIgnoreCase("Idempotency-Key")) {
						request.header(name, values.get(0));
					}
				});
				HttpResponse<byte[]> response = this.client.send(request.build(),
						HttpResponse.BodyHandlers.ofByteArray());
				this.answering.await(60, TimeUnit.SECONDS);
				exchange.sendResponseHeaders(response.statusCode(), response.body().length);
				exchange.getResponseBody().write(response.body());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void close() {
			answer();
			this.server.stop(0);
			this.executor.shutdownNow();
		}

	}

}
