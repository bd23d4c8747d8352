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

package io.datawarehouse.embedded.junit;

import java.time.Duration;
import java.util.Map;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.RunStatus;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EmbeddedDataWarehouse}.
 */
@EmbeddedDataWarehouse(buckets = "lake", queues = { "orders", "reports" })
class EmbeddedDataWarehouseIT {

	@Test
	void objects(DataWarehouseTemplate dw, EmbeddedS3Server server) {
		dw.store("dw://lake/a", "content");
		assertThat(dw.retrieveString("dw://lake/a")).isEqualTo("content");
		assertThat(server.dataDir()).isNull();
	}

	@Test
	void runs(JobContextFactory jobs, EmbeddedDatlakeCatalog catalog) {
		jobs.run("etl", (job) -> job.logEvent("read", Map.of("rows", 1)));
		assertThat(catalog.latestRun("etl").run().status()).isEqualTo(RunStatus.SUCCESS);
	}

	@Test
	void messages(FilaClient fila) {
		fila.enqueue("orders", new byte[] { 7 });
		try (FilaConsumer orders = fila.consume("orders")) {
			assertThat(orders.next().payload()).containsExactly(7);
		}
	}

	@Test
	void queuesAreThere(FilaClient fila, FilaAdmin admin) {
		fila.probe(Duration.ofSeconds(10));
		assertThat(admin.listQueues()).extracting((queue) -> queue.name()).contains("orders", "reports");
	}

	@Test
	void clientsAreOfTheServers(DataWarehouseServers servers, DataWarehouseOperations dw, DatlakeClient datlake,
			EmbeddedFilaBroker broker) {
		assertThat(dw).isSameAs(servers.storage());
		assertThat(datlake.getUrl()).hasToString(servers.catalog().url().toString());
		assertThat(broker).isSameAs(servers.broker());
	}

	@Test
	void propertiesLeadToTheServers(DataWarehouseServers servers) {
		assertThat(servers.properties()).containsEntry("dw.storage.endpoint", servers.s3().endpoint().toString())
			.containsEntry("dw.storage.access-key", servers.s3().accessKey())
			.containsEntry("dw.storage.secret-key", servers.s3().secretKey())
			.containsEntry("dw.jobs.url", servers.catalog().url().toString())
			.containsEntry("dw.fila.addresses", servers.broker().address())
			.hasSize(5);
	}

	@Nested
	class InNestedClass {

		@Test
		void serversAreShared(DataWarehouseTemplate dw) {
			dw.store("dw://lake/nested", "content");
			assertThat(dw.exists("dw://lake/nested")).isTrue();
		}

	}

}
