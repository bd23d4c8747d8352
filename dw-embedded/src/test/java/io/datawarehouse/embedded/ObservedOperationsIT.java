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
package io.datawarehouse.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import io.datawarehouse.DwUri;
import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaApiKey;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaMessage;
import io.datawarehouse.fila.FilaPermission;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.observation.DwObservation;
import io.datawarehouse.observation.DwObservationContext;
import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StorageException;
import io.datawarehouse.storage.SyncOptions;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Every operation of the clients is observed under a name that {@link DwObservation}
 * lists, and it lists no other.
 */
@Timeout(120)
class ObservedOperationsIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final Set<String> seen = new ConcurrentSkipListSet<>();

	private final ObservationRegistry registry = ObservationRegistry.create();

	@TempDir
	private Path temp;

	ObservedOperationsIT() {
		this.registry.observationConfig().observationHandler(new Names(this.seen));
	}

	@Test
	void operationsOnObjectsAreThoseListed() throws Exception {
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().transientStore().start();
				DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
					.endpoint(server.endpoint())
					.credentials(server.accessKey(), server.secretKey())
					.retry(RetrySettings.none())
					.observationRegistry(this.registry)
					.build()) {
			buckets(warehouse);
			objects(warehouse);
			files(warehouse);
			others(warehouse);
		}
		assertThat(this.seen).containsExactlyElementsOf(DwObservation.STORAGE.getOperations());
	}

	private static void buckets(DataWarehouseTemplate warehouse) {
		warehouse.createBucket("lake");
		warehouse.ensureBucket("other");
		warehouse.bucketExists("other");
		warehouse.listBuckets();
		warehouse.forceEmptyBucket("other");
		warehouse.deleteBucket("other");
		warehouse.probe();
	}

	private static void objects(DataWarehouseTemplate warehouse) {
		warehouse.store("dw://lake/a", "content");
		warehouse.write("dw://lake/b", (out) -> out.write("streamed".getBytes(StandardCharsets.UTF_8)));
		warehouse.retrieve("dw://lake/a");
		warehouse.retrieve("dw://lake/a", new ByteArrayOutputStream());
		warehouse.sha256("dw://lake/a");
		warehouse.head("dw://lake/a");
		warehouse.exists("dw://lake/a");
		warehouse.list("dw://lake/").toList();
		warehouse.copy("dw://lake/a", "dw://lake/c");
		warehouse.move("dw://lake/c", "dw://lake/d");
		warehouse.delete("dw://lake/d");
		warehouse.deleteAll(List.of(DwUri.parse("dw://lake/b")));
	}

	private void files(DataWarehouseTemplate warehouse) throws Exception {
		Path folder = Files.createDirectory(this.temp.resolve("folder"));
		Path file = Files.writeString(folder.resolve("file"), "content");
		warehouse.uploadFile("dw://lake/file", file);
		warehouse.downloadFile("dw://lake/file", this.temp.resolve("copy"));
		warehouse.uploadDirectory("dw://lake/folder/", folder);
		warehouse.downloadDirectory("dw://lake/folder/", Files.createDirectory(this.temp.resolve("folder-copy")));
		warehouse.sync(folder, "dw://lake/folder/", SyncOptions.defaults());
	}

	private static void others(DataWarehouseTemplate warehouse) {
		warehouse.presignGet("dw://lake/a", Duration.ofMinutes(1));
		warehouse.presignPut("dw://lake/a", Duration.ofMinutes(1));
		warehouse.presignHead("dw://lake/a", Duration.ofMinutes(1));
		warehouse.presignDelete("dw://lake/a", Duration.ofMinutes(1));
		warehouse.abortStaleUploads("dw://lake/", Duration.ofDays(1));
		warehouse.execute((s3) -> s3.listBuckets());
		// The embedded store has neither versions nor tags: it is observed that it is
		// asked.
		observedEvenIfRefused(() -> warehouse.listVersions("dw://lake/").toList());
		observedEvenIfRefused(() -> warehouse.retrieveVersion("dw://lake/a", "1"));
		observedEvenIfRefused(() -> warehouse.headVersion("dw://lake/a", "1"));
		observedEvenIfRefused(() -> warehouse.deleteVersion("dw://lake/a", "1"));
		observedEvenIfRefused(() -> warehouse.getTags("dw://lake/a"));
		observedEvenIfRefused(() -> warehouse.setTags("dw://lake/a", Map.of("a", "b")));
	}

	private static void observedEvenIfRefused(ThrowingCallable call) {
		Throwable failure = catchThrowable(call);
		assertThat(failure == null || failure instanceof StorageException).as(String.valueOf(failure)).isTrue();
	}

	@Test
	void callsOfTheCatalogAreThoseListed() {
		try (EmbeddedDatlakeCatalog catalog = EmbeddedDatlakeCatalog.builder().inMemory().start();
				DatlakeClient client = DatlakeClient.builder()
					.url(catalog.url())
					.observationRegistry(this.registry)
					.build();
				JobContextFactory jobs = JobContextFactory.builder(client).closeOnShutdown(false).build()) {
			client.probe();
			jobs.run("etl", (job) -> {
				job.registerSnapshot("sales", "dw://lake/sales", "parquet");
				job.latestTableUri("sales");
				job.attachMetrics("metrics.json", Map.of("rows", 1));
			});
			client.broadcastEvent("note", null, null, Map.of());
		}
		assertThat(this.seen).containsExactlyElementsOf(DwObservation.JOBS.getOperations());
	}

	@Test
	void callsOfTheBrokerAreThoseListed() throws Exception {
		String key = "the-superadmin-key";
		try (EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().inMemory().superadminKey(key).start();
				FilaAdmin admin = FilaAdmin.builder()
					.address(broker.address())
					.apiKey(key)
					.observationRegistry(this.registry)
					.build();
				FilaClient client = FilaClient.builder()
					.address(broker.address())
					.apiKey(key)
					.observationRegistry(this.registry)
					.build()) {
			admin.createQueue("orders");
			admin.ensureQueue("others", FilaQueueSettings.defaults());
			administrate(admin);
			client.enqueue("orders", new byte[] { 1 });
			client.enqueueAll("orders", List.of(new FilaMessage(Map.of(), new byte[] { 2 })));
			try (FilaConsumer messages = client.consume("orders")) {
				ConsumeMessage first = messages.poll(SOON);
				ConsumeMessage second = messages.poll(SOON);
				assertThat(first).isNotNull();
				assertThat(second).isNotNull();
				client.ack("orders", first.id());
				client.nack("orders", second.id(), "not today");
			}
			admin.deleteQueue("others");
		}
		assertThat(this.seen).containsExactlyElementsOf(DwObservation.FILA.getOperations());
	}

	private static void administrate(FilaAdmin admin) {
		admin.stats("orders");
		admin.listQueues();
		admin.redrive("orders.dlq", 0);
		admin.setConfig("throttle.key", "1,1");
		admin.getConfig("throttle.key");
		admin.listConfig("throttle.");
		FilaApiKey key = admin.createApiKey("shop", null, false);
		admin.listApiKeys();
		admin.setPermissions(key.id(), List.of(FilaPermission.produce("orders")));
		admin.getPermissions(key.id());
		admin.revokeApiKey(key.id());
	}

	/**
	 * Keeps the names of operations.
	 */
	private record Names(Set<String> seen) implements ObservationHandler<DwObservationContext> {

		@Override
		public void onStart(DwObservationContext context) {
			this.seen.add(context.getOperation());
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return context instanceof DwObservationContext;
		}

	}

}
