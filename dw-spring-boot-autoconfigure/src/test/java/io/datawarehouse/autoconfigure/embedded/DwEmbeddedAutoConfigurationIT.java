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

package io.datawarehouse.autoconfigure.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.embedded.EmbeddedDataDirectory;
import io.datawarehouse.embedded.EmbeddedDataDirectoryInUseException;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Integration tests for {@link DwEmbeddedAutoConfiguration} with its real servers.
 */
@ExtendWith(OutputCaptureExtension.class)
class DwEmbeddedAutoConfigurationIT {

	@TempDir
	private Path temp;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwStorageAutoConfiguration.class,
				DwJobAutoConfiguration.class, FilaAutoConfiguration.class));

	private ApplicationContextRunner onDisk() {
		return this.contextRunner.withPropertyValues("dw.embedded.data-dir=" + this.temp);
	}

	private ApplicationContextRunner inMemory() {
		return this.contextRunner.withPropertyValues("dw.embedded.in-memory=true");
	}

	@Test
	void threeClientsWorkWithoutAnyEndpoint() {
		inMemory().run((context) -> {
			DataWarehouseTemplate dw = context.getBean(DataWarehouseTemplate.class);
			dw.ensureBucket("lake");
			dw.store("dw://lake/a", "content");
			assertThat(dw.retrieveString("dw://lake/a")).isEqualTo("content");
			context.getBean(FilaAdmin.class).createQueue("orders");
			FilaClient fila = context.getBean(FilaClient.class);
			String id = fila.enqueue("orders", Map.of(), new byte[] { 1 });
			try (FilaConsumer messages = fila.consume("orders")) {
				ConsumeMessage message = messages.next();
				assertThat(message.id()).isEqualTo(id);
				fila.ack("orders", id);
			}
			String runId = context.getBean(JobContextFactory.class).call("etl", (job) -> job.runId());
			assertThat(runId).isNotEmpty();
		});
	}

	@Test
	void oneLineSaysWhereTheServersAre(CapturedOutput output) {
		onDisk().run((context) -> assertThat(
				output.toString().lines().filter((line) -> line.contains("Embedded DataWarehouse servers")))
			.singleElement()
			.asString()
			.contains("S3 at " + context.getBean(EmbeddedS3Server.class).endpoint())
			.contains("Datlake at " + context.getBean(EmbeddedDatlakeCatalog.class).url())
			.contains("Fila at " + context.getBean(EmbeddedFilaBroker.class).address())
			.contains("data in " + this.temp)
			.doesNotContain(context.getBean(EmbeddedS3Server.class).secretKey()));
	}

	@Test
	void propertiesTellWhereTheServersAre() {
		inMemory().run((context) -> {
			Environment environment = context.getEnvironment();
			EmbeddedS3Server s3 = context.getBean(EmbeddedS3Server.class);
			assertThat(environment.getProperty("local.dw.storage.endpoint")).isEqualTo(s3.endpoint().toString());
			assertThat(environment.getProperty("local.dw.storage.access-key")).isEqualTo(s3.accessKey());
			assertThat(environment.getProperty("local.dw.storage.secret-key")).isEqualTo(s3.secretKey());
			assertThat(environment.getProperty("local.dw.jobs.url"))
				.isEqualTo(context.getBean(EmbeddedDatlakeCatalog.class).url().toString());
			assertThat(environment.getProperty("local.dw.fila.addresses"))
				.isEqualTo(context.getBean(EmbeddedFilaBroker.class).address());
		});
	}

	@Test
	void propertiesTellOnlyOfServersThatRun() {
		inMemory().withPropertyValues("dw.jobs.enabled=false", "dw.fila.addresses=localhost:5555").run((context) -> {
			assertThat(context.getEnvironment().getProperty("local.dw.storage.endpoint"))
				.startsWith("http://127.0.0.1:");
			assertThat(context.getEnvironment().containsProperty("local.dw.jobs.url")).isFalse();
			assertThat(context.getEnvironment().containsProperty("local.dw.fila.addresses")).isFalse();
		});
	}

	@Test
	void propertiesAreGoneWithTheContext() {
		AtomicReference<Environment> environment = new AtomicReference<>();
		inMemory().run((context) -> environment.set(context.getEnvironment()));
		assertThat(environment.get().getProperty("local.dw.storage.endpoint")).isNull();
	}

	@Test
	void dataOutlivesTheContext() {
		onDisk().run((context) -> {
			DataWarehouseTemplate dw = context.getBean(DataWarehouseTemplate.class);
			dw.ensureBucket("lake");
			dw.store("dw://lake/a", "kept");
			context.getBean(FilaAdmin.class).createQueue("orders");
			context.getBean(FilaClient.class).enqueue("orders", new byte[] { 7 });
		});
		onDisk().run((context) -> {
			assertThat(context.getBean(DataWarehouseTemplate.class).retrieveString("dw://lake/a")).isEqualTo("kept");
			try (FilaConsumer messages = context.getBean(FilaClient.class).consume("orders")) {
				assertThat(messages.next().payload()).containsExactly(7);
			}
		});
	}

	@Test
	void messagesOfAnEarlierStartAreHandedOutAtOnce() {
		onDisk().run((context) -> {
			context.getBean(FilaAdmin.class).createQueue("orders");
			FilaClient fila = context.getBean(FilaClient.class);
			fila.enqueue("orders", new byte[] { 7 });
			try (FilaConsumer messages = fila.consume("orders")) {
				assertThat(messages.next().attemptCount()).isZero();
			}
		});
		onDisk().run((context) -> {
			try (FilaConsumer messages = context.getBean(FilaClient.class).consume("orders")) {
				ConsumeMessage message = messages.poll(Duration.ofSeconds(10));
				assertThat(message).isNotNull().extracting(ConsumeMessage::attemptCount).isEqualTo(1);
			}
		});
	}

	@Test
	void serverBacksOffForAnEndpoint() {
		onDisk()
			.withPropertyValues("dw.storage.endpoint=http://localhost:1", "dw.jobs.url=http://localhost:1",
					"dw.fila.addresses[0]=localhost:1")
			.run((context) -> {
				assertThat(context).doesNotHaveBean(EmbeddedS3Server.class)
					.doesNotHaveBean(EmbeddedDatlakeCatalog.class)
					.doesNotHaveBean(EmbeddedFilaBroker.class)
					.hasSingleBean(DataWarehouseTemplate.class)
					.hasSingleBean(JobContextFactory.class)
					.hasSingleBean(FilaClient.class);
				assertThat(this.temp).isEmptyDirectory();
			});
	}

	@Test
	void serversBackOffOneByOne() {
		inMemory().withPropertyValues("dw.jobs.url=http://localhost:1", "dw.fila.enabled=false")
			.run((context) -> assertThat(context).hasSingleBean(EmbeddedS3Server.class)
				.doesNotHaveBean(EmbeddedDatlakeCatalog.class)
				.doesNotHaveBean(EmbeddedFilaBroker.class)
				.doesNotHaveBean(FilaClient.class));
	}

	@Test
	void serversBackOffWhenDisabled() {
		this.contextRunner.withPropertyValues("dw.embedded.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EmbeddedS3Server.class)
				.doesNotHaveBean(DataWarehouseTemplate.class));
	}

	@Test
	void clientsWorkWithTheModuleAbsent() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("io.datawarehouse.embedded"))
			.withPropertyValues("dw.storage.endpoint=http://localhost:1", "dw.storage.access-key=a",
					"dw.storage.secret-key=b", "dw.jobs.url=http://localhost:1", "dw.jobs.state-enabled=false",
					"dw.fila.addresses=localhost:1")
			.run((context) -> assertThat(context).hasSingleBean(DataWarehouseTemplate.class)
				.hasSingleBean(JobContextFactory.class)
				.hasSingleBean(FilaClient.class)
				.doesNotHaveBean(EmbeddedDataDirectory.class));
	}

	@Test
	void keysOfTheEmbeddedServersAreChecked() {
		inMemory()
			.withPropertyValues("dw.embedded.s3.access-key=me", "dw.embedded.s3.secret-key=my-secret-key",
					"dw.embedded.datlake.api-key=datlake-key", "dw.embedded.fila.api-key=fila-key")
			.run((context) -> {
				assertThat(context.getBean(EmbeddedS3Server.class).accessKey()).isEqualTo("me");
				context.getBean(DataWarehouseTemplate.class).probe();
				context.getBean(JobContextFactory.class).getClient().probe();
				context.getBean(FilaAdmin.class).createQueue("orders");
			});
	}

	@Test
	void secondApplicationOnTheSameFolderIsRefused() {
		try (EmbeddedDataDirectory directory = EmbeddedDataDirectory.open(this.temp)) {
			onDisk().run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(EmbeddedDataDirectoryInUseException.class)
				.hasMessageContaining(directory.toString()));
		}
	}

	@Test
	void jobStateLiesInTheDataDirectory() {
		onDisk().run((context) -> {
			context.getBean(JobContextFactory.class).run("etl", (job) -> {
			});
			assertThat(this.temp.resolve("jobs")).isDirectory();
		});
	}

}
