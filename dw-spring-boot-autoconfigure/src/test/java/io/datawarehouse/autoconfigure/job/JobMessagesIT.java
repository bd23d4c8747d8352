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

package io.datawarehouse.autoconfigure.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaListenerAutoConfiguration;
import io.datawarehouse.embedded.job.CatalogRun;
import io.datawarehouse.embedded.job.CatalogRunDetail;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.RunStatus;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaTemplate;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.LineageJob;
import io.datawarehouse.job.ParentRun;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs that are started by Fila messages, on the embedded servers.
 */
class JobMessagesIT {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, FilaAutoConfiguration.class,
				FilaListenerAutoConfiguration.class, DwJobAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.storage.enabled=false")
		.withUserConfiguration(Listeners.class);

	@Test
	void runNotesTheQueueAndIsPartOfTheSendersRun() {
		this.runner.run((context) -> {
			EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
			FilaTemplate fila = context.getBean(FilaTemplate.class);
			String parent = context.getBean(JobContextFactory.class).call("export", (job) -> {
				ParentRun sender = ParentRun.of(job);
				fila.convertAndSend("orders", "first", sender.toHeaders());
				return sender.runId();
			});
			CatalogRun run = finished(catalog, 1).get(0);
			CatalogRunDetail detail = catalog.run(run.runId()).orElseThrow();
			assertThat(detail.inputs()).extracting("name").containsExactly("fila://orders");
			assertThat(run.metadata()).containsEntry("parent_run_id", parent)
				.containsEntry("parent_job_name", "export");
			fila.convertAndSend("orders", "second", Map.of());
			assertThat(finished(catalog, 2)).anySatisfy(
					(second) -> assertThat(second.metadata()).doesNotContainKeys("parent_run_id", "parent_job_name"));
			await().atMost(SOON).until(() -> context.getBean(FilaAdmin.class).stats("orders").inFlight() == 0);
		});
	}

	@Test
	void nothingIsNotedWhenToldSo() {
		this.runner.withPropertyValues("dw.jobs.note-messages=false").run((context) -> {
			EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
			context.getBean(FilaTemplate.class).convertAndSend("orders", "first", Map.of());
			CatalogRun run = finished(catalog, 1).get(0);
			assertThat(catalog.run(run.runId()).orElseThrow().inputs()).isEmpty();
		});
	}

	private static List<CatalogRun> finished(EmbeddedDatlakeCatalog catalog, int count) {
		await().atMost(SOON)
			.until(() -> catalog.runs("import")
				.stream()
				.filter((run) -> run.status() == RunStatus.SUCCESS)
				.count() == count);
		return catalog.runs("import");
	}

	@Configuration(proxyBeanMethods = false)
	static class Listeners {

		@Bean
		FilaQueue orders() {
			return FilaQueue.of("orders");
		}

		@Bean
		OrderListener orderListener() {
			return new OrderListener();
		}

	}

	static class OrderListener {

		@FilaListener("orders")
		@LineageJob("import")
		void handle(String order) {
			assertThat(order).isNotEmpty();
		}

	}

}
