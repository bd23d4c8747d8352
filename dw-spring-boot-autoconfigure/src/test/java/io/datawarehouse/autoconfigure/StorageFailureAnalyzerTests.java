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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpServer;
import io.datawarehouse.DwUri;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.storage.StorageAccessDeniedException;
import io.datawarehouse.storage.StorageException;
import io.datawarehouse.storage.StorageFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StorageFailureAnalyzer}, most by what a store answers while the
 * application starts.
 */
class StorageFailureAnalyzerTests {

	private static final String ERROR = """
			<?xml version="1.0" encoding="UTF-8"?>
			<Error><Code>%s</Code><Message>%s</Message><RequestId>r-1</RequestId></Error>""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			403 | InvalidAccessKeyId       | Correct dw.storage.access-key
			403 | SignatureDoesNotMatch    | Correct dw.storage.secret-key
			403 | ExpiredToken             | dw.storage.session-token
			403 | AccessDenied             | Allow the user of dw.storage.access-key
			""")
	void refusalsSayWhichProperty(int status, String code, String action) throws IOException {
		FailureAnalysis analysis = start(status, code, "no", null);
		assertThat(analysis.getDescription()).contains("dw://lake").contains("403");
		assertThat(analysis.getAction()).contains(action);
	}

	@Test
	void wrongRegionIsNamedByTheHeader() throws IOException {
		assertThat(start(301, "PermanentRedirect", "elsewhere", "eu-west-7").getAction())
			.isEqualTo("Set dw.storage.region=eu-west-7.");
		assertThat(start(400, "AuthorizationHeaderMalformed", "wrong", "eu-west-8").getAction())
			.isEqualTo("Set dw.storage.region=eu-west-8.");
	}

	@Test
	void wrongRegionIsNamedByTheText() throws IOException {
		assertThat(start(400, "AuthorizationHeaderMalformed",
				"The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-central-9'",
				null)
			.getAction()).isEqualTo("Set dw.storage.region=eu-central-9.");
	}

	@Test
	void regionThatIsNotNamedIsToBeLookedUp() throws IOException {
		assertThat(start(301, "PermanentRedirect", "elsewhere", null).getAction())
			.contains("Set dw.storage.region to the region of the bucket");
	}

	@Test
	void nobodyThereSaysWhatToStart() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DwStorageAutoConfiguration.class))
			.withPropertyValues("dw.storage.endpoint=http://127.0.0.1:1", "dw.storage.access-key=a",
					"dw.storage.secret-key=hush", "dw.storage.retry.max-attempts=1", "dw.storage.ensure-buckets=lake")
			.run((context) -> {
				FailureAnalysis analysis = FailureAnalyses.of(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("the store cannot be reached").doesNotContain("hush");
				assertThat(analysis.getAction()).contains("dw.storage.endpoint").contains("dw-embedded");
			});
	}

	@Test
	void refusalWithoutAReasonSaysWhatToCheckFirst() {
		StorageFailure failure = new StorageFailure("ensure-bucket", DwUri.ofBucket("lake"), 403, null, "r-1", 1);
		assertThat(FailureAnalyses.of(new StorageAccessDeniedException("access was denied", failure, null)).getAction())
			.startsWith("Check dw.storage.access-key and dw.storage.secret-key first");
	}

	@Test
	void storeWithoutTlsSaysSo() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
			Thread thread = new Thread(() -> refuseInPlainText(server), "plain-store");
			thread.setDaemon(true);
			thread.start();
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DwStorageAutoConfiguration.class))
				.withPropertyValues("dw.storage.endpoint=https://127.0.0.1:" + server.getLocalPort(),
						"dw.storage.access-key=a", "dw.storage.secret-key=hush", "dw.storage.retry.max-attempts=1",
						"dw.storage.ensure-buckets=lake")
				.run((context) -> assertThat(FailureAnalyses.of(context.getStartupFailure()).getAction())
					.startsWith("Write http:// in place of https:// in dw.storage.endpoint"));
		}
	}

	private static void refuseInPlainText(ServerSocket server) {
		while (!server.isClosed()) {
			try (Socket socket = server.accept()) {
				socket.getInputStream().read();
				socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
				socket.shutdownOutput();
				socket.getInputStream().readAllBytes();
			}
			catch (IOException ex) {
				// Closed
			}
		}
	}

	@Test
	void noCredentialsSayWhereTheyMayBe() {
		StorageFailure failure = new StorageFailure("ensure-bucket", DwUri.ofBucket("lake"), 0, null, null, 1);
		FailureAnalysis analysis = FailureAnalyses
			.of(new StorageAccessDeniedException("no credentials were found", failure, null));
		assertThat(analysis.getDescription()).contains("no credentials were found");
		assertThat(analysis.getAction()).contains("dw.storage.access-key and dw.storage.secret-key")
			.contains("dw.storage.profile")
			.contains("dw.storage.anonymous=true")
			.contains("AWS_ACCESS_KEY_ID");
	}

	@Test
	void otherFailuresOfAStoreAreLeftToOthers() {
		StorageFailure failure = new StorageFailure("ensure-bucket", DwUri.ofBucket("lake"), 409, "OperationAborted",
				null, 1);
		assertThat(FailureAnalyses.find(new StorageException("aborted", failure, null))).isNull();
	}

	/**
	 * Start an application that creates a bucket in a store that answers with an error.
	 * HEAD finds nothing, for its answers have no text.
	 */
	private static FailureAnalysis start(int status, String code, String message, @Nullable String region)
			throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
		server.createContext("/", (exchange) -> {
			try (exchange) {
				exchange.getRequestBody().readAllBytes();
				if (exchange.getRequestMethod().equals("HEAD")) {
					exchange.sendResponseHeaders(404, -1);
					return;
				}
				if (region != null) {
					exchange.getResponseHeaders().add("x-amz-bucket-region", region);
				}
				byte[] body = ERROR.formatted(code, message).getBytes(StandardCharsets.UTF_8);
				exchange.getResponseHeaders().add("Content-Type", "application/xml");
				exchange.sendResponseHeaders(status, body.length);
				exchange.getResponseBody().write(body);
			}
		});
		server.start();
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		try {
			new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(DwStorageAutoConfiguration.class))
				.withPropertyValues("dw.storage.endpoint=http://127.0.0.1:" + server.getAddress().getPort(),
						"dw.storage.access-key=alice", "dw.storage.secret-key=hush", "dw.storage.retry.max-attempts=1",
						"dw.storage.ensure-buckets=lake")
				.run((context) -> analysis[0] = FailureAnalyses.of(context.getStartupFailure()));
		}
		finally {
			server.stop(0);
		}
		assertThat(analysis[0].getDescription() + analysis[0].getAction()).doesNotContain("hush");
		return analysis[0];
	}

}
