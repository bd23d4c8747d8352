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

package io.datawarehouse.sample.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.datawarehouse.embedded.job.CatalogRun;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.RunStatus;
import io.datawarehouse.sample.SalesApplication;
import io.datawarehouse.sample.lake.FileResult;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The profile {@code batch}.
 */
class OrderLinesBatchIT {

	@TempDir
	private Path temp;

	@Test
	void linesThatMakeSenseAreOneObject() throws Exception {
		for (String file : List.of("sales-2026-11-09.csv", "sales-2026-11-10.csv")) {
			Files.copy(Path.of("data", file), this.temp.resolve(file));
		}
		try (ConfigurableApplicationContext context = SpringApplication.run(SalesApplication.class,
				"--spring.profiles.active=batch", "--server.port=0", "--dw.embedded.in-memory=true",
				"--sales.input=" + this.temp)) {
			Lake lake = context.getBean(Lake.class);
			long accepted = lake.results().stream().mapToLong(FileResult::accepted).sum();
			long rejected = lake.results().stream().mapToLong(FileResult::rejected).sum();
			List<String> lines = context.getBean(DataWarehouseTemplate.class)
				.retrieveString(lake.orderLines())
				.lines()
				.toList();
			assertThat(accepted).isPositive();
			assertThat(lines).hasSize((int) accepted + 1)
				.startsWith("order_id,order_time,tenant,currency,amount,refund");
			EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
			CatalogRun job = catalog.latestRun("order_lines").run();
			CatalogRun step = catalog.latestRun("order_lines.check").run();
			assertThat(job.status()).isEqualTo(RunStatus.SUCCESS);
			assertThat(step.parentRunId()).isEqualTo(job.runId());
			assertThat(((Number) step.result().get("write_count")).longValue()).isEqualTo(accepted);
			assertThat(((Number) step.result().get("read_skip_count")).longValue()).isEqualTo(rejected);
		}
	}

}
