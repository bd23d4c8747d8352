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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.sample.data.SalesDataGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills the application in the middle of its work, and starts it again on the same
 * folder.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SalesApplicationKillIT {

	private static final int FILES = 8;

	@TempDir
	private Path temp;

	@ParameterizedTest(name = "killed at the line {1} that says \"{0}\"")
	@CsvSource({ "Took in, 1", "Took in, 5", "Worked on, 1", "Worked on, 4" })
	void everyFileIsInTheTotalsOnceAndNoRunIsLeftRunning(String says, int count) throws Exception {
		Path input = this.temp.resolve("input");
		SalesDataGenerator.generate(input, 7, FILES, 400);

		List<String> first = runUntil(says, count, input);
		assertThat(first).noneMatch((line) -> line.contains("Daily sales"));
		List<String> second = runUntil(null, 0, input);

		assertThat(second).anyMatch((line) -> line.startsWith(FILES + " files"));
		try (EmbeddedS3Server s3 = EmbeddedS3Server.builder().dataDir(data().resolve("s3")).start();
				SalesLake lake = new SalesLake(s3)) {
			assertThat(lake.keys("curated/")).hasSize(FILES);
			assertThat(lake.net(this.temp)).isEqualTo(PlainTotals.of(input).net());
		}
		try (EmbeddedDatlakeCatalog catalog = EmbeddedDatlakeCatalog.builder()
			.dataDir(data().resolve("datlake"))
			.start()) {
			String runs = RestClient.create(catalog.url().toString())
				.get()
				.uri("/api/v1/runs?limit=500")
				.retrieve()
				.body(String.class);
			assertThat(runs).contains("SUCCESS").doesNotContain("RUNNING");
		}
	}

	/**
	 * Run the application in a process of its own. It is killed as soon as it has said
	 * something a number of times, or waited for when it is {@code null}.
	 */
	private List<String> runUntil(@Nullable String says, int count, Path input) throws Exception {
		Process process = fork(input);
		List<String> lines = new ArrayList<>();
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			int said = 0;
			String line = reader.readLine();
			while (line != null) {
				lines.add(line);
				said += (says != null && line.contains(says)) ? 1 : 0;
				if (says != null && said == count) {
					process.destroyForcibly();
				}
				line = reader.readLine();
			}
		}
		catch (IOException ex) {
			assertThat(says).as("stream broke without a kill: " + ex).isNotNull();
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(process.exitValue()).as(String.join("\n", lines)).isEqualTo((says != null) ? 137 : 0);
		return lines;
	}

	private Process fork(Path input) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), SalesApplication.class.getName(),
				"--sales.exit=true", "--server.port=0", "--sales.input=" + input, "--sales.visibility-timeout=2s",
				"--dw.embedded.data-dir=" + data())
			.redirectErrorStream(true)
			.start();
	}

	private Path data() {
		return this.temp.resolve("data");
	}

}
