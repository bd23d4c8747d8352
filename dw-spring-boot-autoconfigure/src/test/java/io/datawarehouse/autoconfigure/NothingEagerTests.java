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
import java.nio.file.Path;
import java.time.Duration;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaListenerAutoConfiguration;
import io.datawarehouse.autoconfigure.health.DwHealthAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAsyncAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageResourceAutoConfiguration;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A context with all three clients speaks to no server when it starts, unless it is asked
 * to.
 */
class NothingEagerTests {

	@TempDir
	private Path temp;

	private CountingServer server;

	@BeforeEach
	void start() throws IOException {
		this.server = new CountingServer();
	}

	@AfterEach
	void stop() throws IOException {
		this.server.close();
	}

	private ApplicationContextRunner context() {
		String address = this.server.address();
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DwEmbeddedAutoConfiguration.class,
					DwStorageAutoConfiguration.class, DwStorageAsyncAutoConfiguration.class,
					DwStorageResourceAutoConfiguration.class, DwJobAutoConfiguration.class, FilaAutoConfiguration.class,
					FilaListenerAutoConfiguration.class, DwHealthAutoConfiguration.class))
			.withPropertyValues("dw.storage.endpoint=http://" + address, "dw.storage.access-key=a",
					"dw.storage.secret-key=b", "dw.storage.retry.max-attempts=1",
					"dw.storage.clients.archive.endpoint=http://" + address, "dw.jobs.url=http://" + address,
					"dw.jobs.state-directory=" + this.temp, "dw.fila.addresses=" + address, "dw.fila.deadline=5s");
	}

	@Test
	void noServerIsSpokenTo() {
		context().run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeansOfType(DataWarehouseTemplate.class)).hasSize(2);
			assertThat(context).hasSingleBean(JobContextFactory.class)
				.hasSingleBean(DatlakeClient.class)
				.hasSingleBean(FilaClient.class);
			await().during(Duration.ofMillis(700))
				.atMost(Duration.ofSeconds(10))
				.until(() -> this.server.connections() == 0);
		});
		assertThat(this.server.connections()).isZero();
	}

	@Test
	void bucketsAreCreatedWhenAsked() {
		context().withPropertyValues("dw.storage.ensure-buckets=lake").run((context) -> {
			assertThat(context).hasFailed();
			assertThat(this.server.connections()).isPositive();
		});
	}

	@Test
	void bucketsOfANamedClientAreCreatedWhenAsked() {
		context()
			.withPropertyValues("dw.storage.clients.archive.ensure-buckets=lake",
					"dw.storage.clients.archive.access-key=a", "dw.storage.clients.archive.secret-key=b")
			.run((context) -> {
				assertThat(context).hasFailed();
				assertThat(this.server.connections()).isPositive();
			});
	}

	@Test
	void queuesAreDeclaredUnlessThatIsSwitchedOff() {
		ApplicationContextRunner declaring = context().withBean(FilaQueue.class,
				() -> new FilaQueue("orders", FilaQueueSettings.defaults()));
		declaring.withPropertyValues("dw.fila.admin.declare=false").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(this.server.connections()).isZero();
		});
		declaring.run((context) -> {
			assertThat(context).hasFailed();
			assertThat(this.server.connections()).isPositive();
		});
	}

	@Test
	void everyClientCanBeSwitchedOff() {
		context().withPropertyValues("dw.storage.enabled=false", "dw.jobs.enabled=false", "dw.fila.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(DataWarehouseTemplate.class)
				.doesNotHaveBean(DatlakeClient.class)
				.doesNotHaveBean(JobContextFactory.class)
				.doesNotHaveBean(FilaClient.class));
	}

	@Test
	void oneClientCanBeSwitchedOffAlone() {
		context().withPropertyValues("dw.storage.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DataWarehouseTemplate.class)
				.hasSingleBean(DatlakeClient.class)
				.hasSingleBean(FilaClient.class));
		context().withPropertyValues("dw.jobs.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DatlakeClient.class)
				.hasSingleBean(FilaClient.class)
				.hasBean("dataWarehouseTemplate"));
		context().withPropertyValues("dw.fila.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(FilaClient.class)
				.hasSingleBean(DatlakeClient.class)
				.hasBean("dataWarehouseTemplate"));
	}

}
