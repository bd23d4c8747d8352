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

package io.datawarehouse.test.autoconfigure;

import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.RunStatus;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

// tag::slice[]
@DataWarehouseTest
@Import(ReportService.class)
class ReportServiceIT {

	@Autowired
	private ReportService reports;

	@Test
	void reportIsPublished(@Autowired DataWarehouseTemplate dw, @Autowired FilaAdmin queues,
			@Autowired EmbeddedDatlakeCatalog catalog) {
		dw.ensureBucket("lake");
		queues.createQueue("reports");
		this.reports.publish("all well");
		assertThat(dw.retrieveString("dw://lake/report.txt")).isEqualTo("all well");
		assertThat(queues.stats("reports").depth()).isEqualTo(1);
		assertThat(catalog.latestRun("publish_report").run().status()).isEqualTo(RunStatus.SUCCESS);
	}

}
// end::slice[]
