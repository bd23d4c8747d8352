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
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.fila.FilaListenerAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageProperties;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.CatalogRunAssert;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaQueue;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.FilaQueueStats;
import io.datawarehouse.fila.FilaUnavailableException;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerEndpointRegistry;
import io.datawarehouse.fila.proto.ConsumeRequest;
import io.datawarehouse.fila.proto.ConsumeResponse;
import io.datawarehouse.fila.proto.FilaServiceGrpc;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.ChecksumMode;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Runs the examples of {@code docs/scaling.md}: those in YAML as they stand there, and
 * those in Java, of which it checks that they are the ones here. A script takes the part
 * of {@code spark-submit}; the real one is run by {@code SparkJobIT}.
 */
@Timeout(120)
class ScalingDocsIT {

	private static final DocumentedExamples EXAMPLES = DocumentedExamples.of("scaling.md");

	private static final List<Path> SOURCES = List.of(
			Path.of("src/test/java/io/datawarehouse/autoconfigure/ScalingDocsIT.java"),
			Path.of("../dw-spark-it/src/main/java/io/datawarehouse/spark/it/SalesTotals.java"));

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, SslAutoConfiguration.class,
				DwStorageAutoConfiguration.class, DwJobAutoConfiguration.class, FilaAutoConfiguration.class,
				FilaListenerAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.embedded.console.enabled=false", "S3_ACCESS_KEY=alice",
				"S3_SECRET_KEY=alice-secret", "FILA_KEY=fila-secret");

	private ApplicationContextRunner with(String yaml) throws IOException {
		return DocumentedExamples.with(this.contextRunner, yaml);
	}

	@Test
	void everyExampleIsOneOfThese() throws IOException {
		assertThat(EXAMPLES.yamlNames()).containsExactly("workers", "cluster", "minio", "ceph", "ozone", "aws");
		StringBuilder sources = new StringBuilder();
		for (Path source : SOURCES) {
			sources.append(Files.readString(source).replaceAll("\\s+", ""));
		}
		assertThat(EXAMPLES.in("java")).hasSize(5)
			.allSatisfy((example) -> assertThat(sources).contains(example.replaceAll("\\s+", "")));
	}

	@Test
	void workers() throws IOException {
		try (EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().start()) {
			with(EXAMPLES.yaml("workers").replace("fila.example.com:5555", broker.address()))
				.withPropertyValues("dw.fila.listener.auto-startup=false", "dw.jobs.enabled=false")
				.withUserConfiguration(Queues.class, ReceiptWriter.class)
				.run((context) -> {
					context.getBean(DataWarehouseTemplate.class).ensureBucket("lake");
					FilaClient client = context.getBean(FilaClient.class);
					String id = client.enqueue("receipts", Map.of("tenant", "acme", "plan", "gold"), new byte[] { 1 });
					client.enqueue("receipts", Map.of("tenant", "corner shop"), new byte[] { 2 });
					FilaAdmin admin = context.getBean(FilaAdmin.class);
					assertThat(admin.stats("receipts").fairnessKeys())
						.extracting(FilaQueueStats.FairnessKey::key, FilaQueueStats.FairnessKey::weight)
						.containsExactlyInAnyOrder(tuple("acme", 3), tuple("corner shop", 1));
					FilaListenerContainer container = context.getBean(FilaListenerEndpointRegistry.class)
						.getContainers()
						.iterator()
						.next();
					assertThat(container.getSettings().concurrency()).isEqualTo(8);
					assertThat(container.getSettings().visibilityTimeout()).isEqualTo(Duration.ofMinutes(2));
					container.start();
					await().atMost(Duration.ofSeconds(30))
						.until(() -> admin.stats("receipts").inFlight() == 0 && admin.stats("receipts").depth() == 0);
					assertThat(context.getBean(DataWarehouseTemplate.class).retrieve("dw://lake/receipts/" + id))
						.containsExactly(1);
				});
		}
	}

	@Test
	void cluster() throws IOException {
		with(EXAMPLES.yaml("cluster")).withPropertyValues("dw.storage.enabled=false", "dw.jobs.enabled=false")
			.run((context) -> assertThat(context.getBean(FilaClient.class).getTarget())
				.isEqualTo("fila-1.example.com:5555,fila-2.example.com:5555,fila-3.example.com:5555"));
	}

	@Test
	void leaderIsFollowed() throws Exception {
		try (EmbeddedFilaBroker leader = EmbeddedFilaBroker.builder().start();
				FilaAdmin admin = FilaAdmin.builder().address(leader.address()).build()) {
			admin.createQueue("orders");
			Server follower = follower(leader.address());
			try (FilaClient client = FilaClient.builder().address("127.0.0.1:" + follower.getPort()).build();
					FilaClient producer = FilaClient.builder().address(leader.address()).build()) {
				String id = producer.enqueue("orders", new byte[0]);
				List<String> got = new ArrayList<>();
				consume(client, "orders", (messages) -> got.add(messages.next().id()));
				assertThat(got).containsExactly(id);
			}
			finally {
				follower.shutdownNow();
			}
		}
	}

	void consume(FilaClient client, String queue, Consumer<FilaConsumer> work) {
		try (FilaConsumer messages = client.consume(queue)) {
			work.accept(messages);
		}
		catch (FilaUnavailableException ex) {
			if (ex.getLeaderAddress() == null) {
				throw ex;
			}
			try (FilaClient leader = client.redirectedTo(ex.getLeaderAddress());
					FilaConsumer messages = leader.consume(queue)) {
				work.accept(messages);
			}
		}
	}

	private static Server follower(String leader) throws IOException {
		return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
			.addService(new FilaServiceGrpc.FilaServiceImplBase() {

				@Override
				public void consume(ConsumeRequest request, StreamObserver<ConsumeResponse> responses) {
					Metadata trailers = new Metadata();
					trailers.put(Metadata.Key.of("x-fila-leader-addr", Metadata.ASCII_STRING_MARSHALLER), leader);
					responses.onError(Status.UNAVAILABLE.asRuntimeException(trailers));
				}

			})
			.build()
			.start();
	}

	@Test
	void stores() throws IOException {
		store("minio", "minio.example.com");
		store("ceph", "rgw.example.com");
		store("ozone", "s3g.example.com");
	}

	private void store(String name, String host) throws IOException {
		with(EXAMPLES.yaml(name)).withPropertyValues("dw.fila.enabled=false", "dw.jobs.enabled=false")
			.run((context) -> {
				DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
				URI url = template.presignGet("dw://lake/a", Duration.ofMinutes(5)).url();
				assertThat(url).hasScheme("https").hasHost(host).hasPath("/lake/a");
				assertThat(url.getQuery()).contains("alice/");
				DwStorageProperties properties = context.getBean(DwStorageProperties.class);
				assertThat(properties.getChecksums())
					.isEqualTo(name.equals("minio") ? ChecksumMode.WHEN_SUPPORTED : ChecksumMode.WHEN_REQUIRED);
				assertThat(properties.isLegacyMd5()).isEqualTo(name.equals("ceph"));
				assertThat(properties.getMaxConnectionAge()).isEqualTo(Duration.ofMinutes(5));
			});
	}

	@Test
	void aws() throws IOException {
		with(EXAMPLES.yaml("aws"))
			.withPropertyValues("dw.storage.access-key=alice", "dw.storage.secret-key=alice-secret",
					"dw.fila.enabled=false", "dw.jobs.enabled=false")
			.run((context) -> {
				DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
				assertThat(template.presignGet("dw://lake/a", Duration.ofMinutes(5)).url())
					.hasHost("lake.s3.eu-central-1.amazonaws.com");
				assertThat(context.getBean(DwStorageProperties.class).getRetry().getMaxAttempts()).isEqualTo(6);
			});
	}

	@Test
	void spark(@TempDir Path temp) throws IOException {
		Path submit = Files.writeString(temp.resolve("spark-submit"), """
				#!/bin/sh
				cd "$(dirname "$0")"
				printf '%s\\n' "$@" > arguments
				cat "$4" > settings
				ls -l "$4" > permissions
				exit "$(cat exit)"
				""");
		Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwx------"));
		this.contextRunner.withPropertyValues("dw.fila.enabled=false", "spark-submit=" + submit)
			.withUserConfiguration(SalesTotalsJob.class)
			.run((context) -> {
				context.getBean(JobContextFactory.class)
					.run("ingest", (job) -> job.registerSnapshot("sales_raw", "dw://lake/raw/", "parquet"));
				Files.writeString(temp.resolve("exit"), "0");
				context.getBean(SalesTotalsJob.class).run();
				EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
				CatalogRunAssert.assertThat(catalog.latestRun("daily_sales"))
					.succeeded()
					.hasInput("sales_raw")
					.hasOutput("sales_totals");
				assertThat(Files.readString(temp.resolve("permissions"))).startsWith("-rw-------");
				assertThat(Files.readString(temp.resolve("settings"))).contains("spark.executor.memory=4g\n")
					.contains("spark.openlineage.parentJobName=daily_sales\n")
					.contains(context.getBean(EmbeddedS3Server.class).secretKey());
				List<String> arguments = Files.readAllLines(temp.resolve("arguments"));
				assertThat(arguments).endsWith("dw://lake/raw/", "dw://lake/totals/");
				assertThat(Path.of(arguments.get(3))).as("secrets left behind").doesNotExist();
				Files.writeString(temp.resolve("exit"), "1");
				assertThatIllegalStateException().isThrownBy(() -> context.getBean(SalesTotalsJob.class).run());
				CatalogRunAssert.assertThat(catalog.latestRun("daily_sales")).failedWith("Spark has failed");
			});
	}

}

@Component
class ReceiptWriter {

	private final DataWarehouseTemplate lake;

	ReceiptWriter(DataWarehouseTemplate lake) {
		this.lake = lake;
	}

	@FilaListener(queues = "receipts")
	void on(ConsumeMessage message) {
		// Handled twice, it is written twice, and is there once.
		this.lake.store("dw://lake/receipts/" + message.id(), message.payload());
	}

}

@Configuration(proxyBeanMethods = false)
class Queues {

	@Bean
	FilaQueue receipts() {
		return new FilaQueue("receipts", FilaQueueSettings.defaults()
			.withVisibilityTimeout(Duration.ofMinutes(2))
			.withOnEnqueueScript(
					"""
							function on_enqueue(msg)
								return { fairness_key = msg.headers['tenant'], weight = msg.headers['plan'] == 'gold' and 3 or 1 }
							end"""));
	}

}

@Service
class SalesTotalsJob {

	private final JobContextFactory jobs;

	private final String sparkSubmit;

	SalesTotalsJob(JobContextFactory jobs, @Value("${spark-submit}") String sparkSubmit) {
		this.jobs = jobs;
		this.sparkSubmit = sparkSubmit;
	}

	void run() throws Exception {
		this.jobs.run("daily_sales", (job) -> {
			Path settings = job.sparkConf()
				.with("spark.executor.memory", "4g")
				.withSecrets()
				.store(Files.createTempFile("spark", ".conf"));
			try {
				submit(settings, job.latestTableUri("sales_raw"), "dw://lake/totals/");
			}
			finally {
				Files.delete(settings);
			}
			job.registerSnapshot("sales_totals", "dw://lake/totals/", "parquet");
		});
	}

	private void submit(Path settings, String source, String target) throws Exception {
		Process spark = new ProcessBuilder(this.sparkSubmit, "--master", "spark://spark.example.com:7077",
				"--properties-file", settings.toString(), "--class", "com.example.SalesTotals", "sales-totals.jar",
				source, target)
			.inheritIO()
			.start();
		if (!spark.waitFor(2, TimeUnit.HOURS) || spark.exitValue() != 0) {
			spark.destroy();
			throw new IllegalStateException("Spark has failed, or has taken more than two hours");
		}
	}

}
