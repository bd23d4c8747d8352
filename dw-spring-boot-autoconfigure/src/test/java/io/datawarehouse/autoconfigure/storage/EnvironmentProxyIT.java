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

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.autoconfigure.ProxyDouble;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StorageException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The object store through the proxies that environment variables name. A process cannot
 * set those of its own, so another one asks.
 */
@Timeout(120)
class EnvironmentProxyIT {

	@TempDir
	private Path temp;

	@AutoClose
	private final ProxyDouble plain = new ProxyDouble();

	@AutoClose
	private final ProxyDouble secure = new ProxyDouble();

	@Test
	void variablesNameTheProxies() throws Exception {
		String output = ask(List.of(),
				Map.of("HTTP_PROXY", "http://127.0.0.1:" + this.plain.port(), "HTTPS_PROXY",
						"http://127.0.0.1:" + this.secure.port(), "NO_PROXY", "direct.example.invalid"),
				"http://s3.example.invalid", "https://s3.example.invalid", "http://direct.example.invalid");
		assertThat(this.plain.requests()).as(output).containsExactly("HEAD http://s3.example.invalid/lake/a HTTP/1.1");
		assertThat(this.secure.requests()).as(output).containsExactly("CONNECT s3.example.invalid:443 HTTP/1.1");
	}

	@Test
	void systemPropertiesWinOverVariables() throws Exception {
		String output = ask(List.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + this.plain.port()),
				Map.of("HTTP_PROXY", "http://127.0.0.1:" + this.secure.port()), "http://s3.example.invalid");
		assertThat(this.plain.requests()).as(output).containsExactly("HEAD http://s3.example.invalid/lake/a HTTP/1.1");
		assertThat(this.secure.requests()).as(output).isEmpty();
	}

	private String ask(List<String> options, Map<String, String> variables, String... endpoints) throws Exception {
		Path log = this.temp.resolve("log");
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-XX:TieredStopAtLevel=1");
		command.addAll(options);
		command.add(Asker.class.getName());
		command.addAll(List.of(endpoints));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
		List.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "JAVA_TOOL_OPTIONS")
			.forEach(builder.environment()::remove);
		builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
		builder.environment().putAll(variables);
		Process process = builder.start();
		try {
			assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		String output = Files.readString(log);
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

	/**
	 * Asks stores that cannot be there, and tells the test by its output what came of it.
	 */
	static final class Asker {

		private Asker() {
		}

		public static void main(String[] endpoints) {
			for (String endpoint : endpoints) {
				try (DataWarehouseTemplate template = DataWarehouseTemplate.builder()
					.endpoint(URI.create(endpoint))
					.credentials("a", "b")
					.retry(new RetrySettings(1, Duration.ofMillis(1), 1, Duration.ofMillis(1), 0,
							Duration.ofSeconds(30)))
					.build()) {
					template.exists("dw://lake/a");
					throw new IllegalStateException(endpoint + " must not answer");
				}
				catch (StorageException ex) {
					System.out.println(endpoint + ": " + ex.getMessage());
				}
			}
		}

	}

}
