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
package io.datawarehouse.autoconfigure;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaListenerAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.fila.FilaPermissionDeniedException;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaQueueNotFoundException;
import io.datawarehouse.fila.FilaUnauthenticatedException;
import io.datawarehouse.job.DatlakeAuthException;
import io.datawarehouse.job.DatlakeNotFoundException;
import io.datawarehouse.job.DatlakeRequest;
import io.datawarehouse.job.JobContextFactory;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What is said when the broker or the catalog is first spoken to during the start.
 */
class ServerFailureAnalyzerTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(AutoConfigurations
		.of(DwJobAutoConfiguration.class, FilaAutoConfiguration.class, FilaListenerAutoConfiguration.class));

	@Test
	void brokerThatIsNotThere() {
		this.runner.withPropertyValues("dw.fila.addresses=127.0.0.1:1", "dw.fila.api-key=hush")
			.withBean(FilaQueue.class, () -> FilaQueue.of("orders"))
			.run((context) -> {
				FailureAnalysis analysis = FailureAnalyses.of(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("ensure-queue on queue 'orders' failed at 127.0.0.1:1")
					.doesNotContain("hush");
				assertThat(analysis.getAction()).contains("correct dw.fila.addresses")
					.contains("dw.fila.ssl.enabled=true")
					.contains("dw.fila.admin.declare=false")
					.contains("dw-embedded");
			});
	}

	@Test
	void brokerWithoutTls() throws IOException {
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
			Thread thread = new Thread(() -> greetInPlainText(server), "plain-broker");
			thread.setDaemon(true);
			thread.start();
			this.runner
				.withPropertyValues("dw.fila.addresses=127.0.0.1:" + server.getLocalPort(), "dw.fila.ssl.enabled=true")
				.withBean(FilaQueue.class, () -> FilaQueue.of("orders"))
				.run((context) -> assertThat(FailureAnalyses.of(context.getStartupFailure()).getAction())
					.startsWith("Remove dw.fila.ssl.enabled"));
		}
	}

	/**
	 * The settings that a server of HTTP/2 begins with.
	 */
	private static void greetInPlainText(ServerSocket server) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				socket.getOutputStream().write(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 });
				socket.getInputStream().transferTo(OutputStream.nullOutputStream());
			}
			catch (IOException ex) {
				// Closed
			}
		}
	}

	@Test
	void keyThatTheBrokerDoesNotKnow() {
		assertThat(FailureAnalyses.of(new FilaUnauthenticatedException("no", "orders", null, null)).getAction())
			.contains("dw.fila.api-key");
	}

	@Test
	void keyThatMayNotDeclareQueues() {
		assertThat(FailureAnalyses.of(new FilaPermissionDeniedException("no", "orders", null, null)).getAction())
			.contains("dw.fila.api-key")
			.contains("dw.fila.admin.declare=false");
	}

	@Test
	void catalogThatIsNotThere() {
		this.runner
			.withPropertyValues("dw.jobs.url=http://127.0.0.1:1", "dw.jobs.retry.max-attempts=1",
					"dw.jobs.state-enabled=false")
			.run((context) -> {
				JobContextFactory jobs = context.getBean(JobContextFactory.class);
				FailureAnalysis analysis = FailureAnalyses.of(catchThrowable(() -> jobs.run("etl", (job) -> {
				})));
				assertThat(analysis.getDescription()).contains("start-run of job 'etl' failed")
					.contains("http://127.0.0.1:1");
				assertThat(analysis.getAction()).contains("correct dw.jobs.url")
					.contains("dw.jobs.start-failure=suppress-transient")
					.contains("dw-embedded");
			});
	}

	@Test
	void keyThatTheCatalogDoesNotKnow() {
		assertThat(FailureAnalyses.of(new DatlakeAuthException("no", request(), 401, null)).getAction())
			.contains("dw.jobs.api-key");
	}

	@Test
	void whatTheApplicationAskedWronglyIsShownWithItsStack() {
		assertThat(FailureAnalyses.find(new FilaQueueNotFoundException("no", "orders", null, null))).isNull();
		assertThat(FailureAnalyses.find(new DatlakeNotFoundException("no", request(), 404, null))).isNull();
	}

	private static DatlakeRequest request() {
		return new DatlakeRequest("start-run", "POST http://127.0.0.1:1", "r-1", "etl", null);
	}

}
