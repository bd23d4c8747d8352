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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Integration tests for {@link SalesApplication} on its embedded servers.
 */
@ExtendWith(OutputCaptureExtension.class)
class SalesApplicationIT {

	private static final Path DATA = Path.of("data");

	@TempDir
	private Path temp;

	@Test
	void curatedParquetHoldsTheTotalsOfTheFiles() throws Exception {
		PlainTotals expected = PlainTotals.of(DATA);
		try (ConfigurableApplicationContext context = start(DATA);
				SalesLake lake = new SalesLake(context.getBean(EmbeddedS3Server.class))) {
			assertThat(lake.net(this.temp)).isEqualTo(expected.net());
			assertThat(SpringApplication.exit(context)).isZero();
		}
	}

	@Test
	void reportSaysWhatCameOfTheFiles(CapturedOutput output) throws Exception {
		PlainTotals expected = PlainTotals.of(DATA);
		start(DATA).close();
		assertThat(output)
			.contains("7 files (7 new), %d order lines read, %d in the totals, %d rejected, 0 failed"
				.formatted(expected.accepted() + expected.rejected(), expected.accepted(), expected.rejected()))
			.contains("dw://lake/curated/sales/dt=2026-11-09/sales-2026-11-09-")
			.contains("dw://lake/rejects/sales/dt=2026-11-09/sales-2026-11-09-");
		expected.net().forEach((key, net) -> {
			String[] parts = key.split(" ");
			assertThat(output.getOut().lines()).anyMatch((line) -> line.startsWith(parts[0]) && line.contains(parts[1])
					&& line.contains(parts[2]) && line.endsWith(" " + net.toPlainString()));
		});
	}

	@Test
	void everyFileHasItsRunInTheCatalog() throws Exception {
		try (ConfigurableApplicationContext context = start(DATA)) {
			RestClient catalog = RestClient.create(context.getBean(EmbeddedDatlakeCatalog.class).url().toString());
			String runs = catalog.get().uri("/api/v1/jobs/daily_sales_etl/runs").retrieve().body(String.class);
			assertThat(runs).contains("\"total\":7").doesNotContain("RUNNING").doesNotContain("FAILED");
		}
	}

	@Test
	void secondStartProcessesNothingTwice(CapturedOutput output) throws Exception {
		start(DATA).close();
		try (ConfigurableApplicationContext context = start(DATA);
				SalesLake lake = new SalesLake(context.getBean(EmbeddedS3Server.class))) {
			assertThat(output).contains("7 files (0 new)");
			assertThat(output.getOut().lines().filter((line) -> line.contains("Worked on"))).hasSize(7);
			assertThat(lake.keys("curated/")).hasSize(7);
			assertThat(lake.net(this.temp)).isEqualTo(PlainTotals.of(DATA).net());
		}
	}

	@Test
	void poisonedFileGoesToTheDeadLettersAndTheRestGoesOn(CapturedOutput output) throws Exception {
		Path input = Files.createDirectory(this.temp.resolve("input"));
		Files.copy(DATA.resolve("sales-2026-11-09.csv"), input.resolve("sales-2026-11-09.csv"));
		Files.copy(DATA.resolve("sales-2026-11-11.csv"), input.resolve("sales-2026-11-11.csv"));
		PlainTotals expected = PlainTotals.of(input);
		Files.writeString(input.resolve("sales-2026-11-10.csv"), "<html>Service unavailable</html>\n");
		try (ConfigurableApplicationContext context = start(input);
				SalesLake lake = new SalesLake(context.getBean(EmbeddedS3Server.class))) {
			assertThat(lake.net(this.temp)).isEqualTo(expected.net());
			FilaAdmin admin = context.getBean(FilaAdmin.class);
			assertThat(admin.stats("sales-files.dlq").depth()).isEqualTo(1);
			assertThat(admin.stats("sales-files").depth()).isZero();
			assertThat(output).contains("of queue 'sales-files' failed in delivery 3 and was given up")
				.contains("sales-2026-11-10.csv: FAILED after 3 attempts, now in the dead letters: The header is")
				.contains("3 files (3 new)");
			assertThat(SpringApplication.exit(context)).isEqualTo(1);
		}
	}

	@Test
	void inputMayBeAnObjectOfTheLake() throws Exception {
		start(DATA.resolve("sales-2026-11-09.csv")).close();
		try (ConfigurableApplicationContext context = start("dw://lake/raw/sales/dt=2026-11-09/");
				SalesLake lake = new SalesLake(context.getBean(EmbeddedS3Server.class))) {
			assertThat(lake.keys("curated/")).hasSize(2);
		}
	}

	@Test
	void missingInputIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> start("no/such/place"))
			.withMessageContaining("sales.input=no/such/place");
	}

	@Test
	void totalsAreServed() throws Exception {
		try (ConfigurableApplicationContext context = start(DATA)) {
			RestClient http = http(context);
			assertThat(http.get().uri("/api/totals?day=2026-11-10&tenant=acme").retrieve().body(String.class))
				.contains("\"day\":\"2026-11-10\",\"tenant\":\"acme\",\"currency\":\"EUR\"")
				.doesNotContain("globex");
			assertThat(http.get().uri("/api/files").retrieve().body(String.class)).contains("sales-2026-11-15.csv");
		}
	}

	@Test
	void healthProbesAllThreeServers() throws Exception {
		try (ConfigurableApplicationContext context = start(DATA)) {
			Map<?, ?> health = http(context).get().uri("/actuator/health").retrieve().body(Map.class);
			assertThat(health).extracting("status").isEqualTo("UP");
			assertThat(health).extracting("components")
				.asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
				.containsKeys("dwStorage", "dwJobs", "dwFila");
			assertThat(health.toString()).doesNotContain(context.getBean(EmbeddedS3Server.class).secretKey());
		}
	}

	@Test
	void everyClientIsTimed() throws Exception {
		try (ConfigurableApplicationContext context = start(DATA)) {
			RestClient http = http(context);
			for (String metric : new String[] { "dw.storage?tag=operation:store", "dw.jobs?tag=outcome:success",
					"dw.fila?tag=operation:ack" }) {
				assertThat(http.get().uri("/actuator/metrics/" + metric).retrieve().body(String.class))
					.contains("TOTAL_TIME");
			}
		}
	}

	private static RestClient http(ConfigurableApplicationContext context) {
		return RestClient.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
	}

	private ConfigurableApplicationContext start(Object input) {
		return SpringApplication.run(SalesApplication.class, "--server.port=0", "--sales.input=" + input,
				"--dw.embedded.data-dir=" + this.temp.resolve("data"));
	}

}
