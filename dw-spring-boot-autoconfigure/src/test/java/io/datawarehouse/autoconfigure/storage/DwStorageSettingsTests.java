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

package io.datawarehouse.autoconfigure.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.datawarehouse.autoconfigure.FailureAnalyses;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Settings that contradict one another are explained, and those that do not take effect.
 */
class DwStorageSettingsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwStorageAutoConfiguration.class, SslAutoConfiguration.class));

	private ApplicationContextRunner with(String properties) {
		return this.runner.withPropertyValues(properties.split(" "));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					dw.storage.endpoint=s3.example.com                                   | does not begin with http:// or https://
					dw.storage.endpoint=localhost:9000                                   | localhost:9000' does not begin with
					dw.storage.endpoint=ftp://s3.example.com                             | ftp://s3.example.com' does not begin
					dw.storage.endpoint=http://under_score:9000                          | has no valid host
					dw.storage.endpoint=http://s3.example.com:99999                      | has no valid port
					dw.storage.endpoint=http://s3.example.com/?a=b                       | has a query or a fragment
					dw.storage.endpoint=http://user:hush@s3.example.com                  | contains user information
					dw.storage.endpoint=http://h dw.storage.access-key=alice             | dw.storage.secret-key is not
					dw.storage.endpoint=http://h dw.storage.secret-key=hush              | dw.storage.access-key is not
					dw.storage.endpoint=http://h dw.storage.session-token=hush           | dw.storage.session-token is set without keys
					dw.storage.endpoint=http://h dw.storage.anonymous=true dw.storage.access-key=a dw.storage.secret-key=hush | dw.storage.anonymous is true although
					dw.storage.endpoint=http://h dw.storage.anonymous=true dw.storage.profile=lake | dw.storage.anonymous is true although
					dw.storage.endpoint=http://h dw.storage.profile=lake dw.storage.access-key=a dw.storage.secret-key=hush | both dw.storage.profile and keys
					dw.storage.endpoint=http://10.0.0.7:9000 dw.storage.path-style=false | cannot be put before the IP address '10.0.0.7'
					dw.storage.endpoint=http://[::1]:9000 dw.storage.path-style=false    | cannot be put before the IP address
					dw.storage.endpoint=http://h dw.storage.dialect=datawarehouse dw.storage.path-style=false | has the bucket in the path
					dw.storage.region=eu-central-1 dw.storage.dialect=datawarehouse      | datawarehouse but there is no endpoint
					dw.storage.endpoint=http://h dw.storage.ssl.enabled=true             | is not https
					dw.storage.endpoint=https://h dw.storage.ssl.bundle=missing          | names 'missing', but there is no such SSL bundle
					dw.storage.endpoint=http://h dw.storage.proxy.username=guest dw.storage.proxy.password=hush | dw.storage.proxy.host is not set
					dw.storage.endpoint=http://h dw.storage.proxy.host=p dw.storage.proxy.username=guest | only one of dw.storage.proxy.username
					dw.storage.endpoint=http://h dw.storage.proxy.host=p dw.storage.proxy.port=0 | proxy port must be from 1 to 65535, was 0
					dw.storage.endpoint=http://h dw.storage.call-timeout=1s              | dw.storage.call-timeout is shorter
					dw.storage.endpoint=http://h dw.storage.max-connections=0            | maxConnections must be positive, was 0
					dw.storage.endpoint=http://h dw.storage.read-timeout=-1s             | readTimeout must be positive
					dw.storage.endpoint=http://h dw.storage.default-bucket=No_Bucket     | No_Bucket
					""")
	void contradictionIsExplainedAtStart(String properties, String explanation) {
		with(properties).run((context) -> {
			FailureAnalysis analysis = analyze(context);
			assertThat(analysis.getDescription()).contains("The settings of dw.storage are not valid")
				.contains(explanation)
				.doesNotContain("hush");
			assertThat(analysis.getAction()).contains("dw.storage").doesNotContain("hush");
		});
	}

	@Test
	void allProblemsAreToldAtOnce() {
		with("dw.storage.endpoint=http://h dw.storage.access-key=a dw.storage.proxy.username=guest").run((context) -> {
			assertThat(analyze(context).getDescription()).contains("secret-key", "proxy.host", "proxy.username");
			assertThat(analyze(context).getAction()).contains("Set dw.storage.secret-key.");
		});
	}

	private static FailureAnalysis analyze(AssertableApplicationContext context) {
		return FailureAnalyses.of(context.getStartupFailure());
	}

	@Test
	void settingsReachTheRequests() throws IOException {
		List<Headers> seen = Collections.synchronizedList(new ArrayList<>());
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.getRequestBody().readAllBytes();
			seen.add(exchange.getRequestHeaders());
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		server.start();
		try {
			with("dw.storage.endpoint=http://s3.example.invalid dw.storage.access-key=a dw.storage.secret-key=hush"
					+ " dw.storage.session-token=the-token dw.storage.region=eu-west-7 dw.storage.checksums=when-required"
					+ " dw.storage.payload-signing=never dw.storage.user-agent-suffix=suffix dw.storage.legacy-md5=true"
					+ " dw.storage.max-idle-time=5s dw.storage.max-connection-age=1m dw.storage.acquire-timeout=2s"
					+ " dw.storage.call-timeout=30s dw.storage.dialect=datawarehouse"
					+ " dw.storage.proxy.host=127.0.0.1 dw.storage.proxy.username=guest dw.storage.proxy.password=hush"
					+ " dw.storage.proxy.port=" + server.getAddress().getPort())
				.run((context) -> {
					DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
					template.store("dw://lake/a", "x");
					assertThatIllegalArgumentException()
						.isThrownBy(() -> template.presignGet("dw://lake/a", Duration.ofMinutes(16)))
						.withMessageContaining("15 minutes");
				});
		}
		finally {
			server.stop(0);
		}
		Headers request = seen.get(0);
		assertThat(request.getFirst("Authorization")).contains("Credential=a/", "/eu-west-7/s3/");
		assertThat(request.getFirst("X-Amz-Security-Token")).isEqualTo("the-token");
		assertThat(request.getFirst("x-amz-content-sha256")).isEqualTo("UNSIGNED-PAYLOAD");
		assertThat(request.getFirst("User-Agent")).endsWith(" suffix");
		assertThat(request.getFirst("Proxy-Authorization")).startsWith("Basic ");
		assertThat(request).doesNotContainKey("X-amz-checksum-crc32");
	}

}
