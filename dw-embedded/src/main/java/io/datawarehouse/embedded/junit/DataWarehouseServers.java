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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Embedded servers in memory, on free ports of 127.0.0.1, and clients of them. Each is
 * started when it is asked for first. Safe for use by several threads.
 *
 * @since 1.0.0
 */
public final class DataWarehouseServers implements AutoCloseable {

	private @Nullable RuntimeException failure;

	private final Lazy<EmbeddedS3Server> s3 = lazy(() -> EmbeddedS3Server.builder().transientStore().start());

	private final Lazy<EmbeddedDatlakeCatalog> catalog = lazy(
			() -> EmbeddedDatlakeCatalog.builder().inMemory().start());

	private final Lazy<EmbeddedFilaBroker> broker = lazy(() -> EmbeddedFilaBroker.builder().inMemory().start());

	private final Lazy<DataWarehouseTemplate> storage = lazy(this::createStorage);

	private final Lazy<DatlakeClient> datlake = lazy(() -> DatlakeClient.builder().url(catalog().url()).build());

	private final Lazy<JobContextFactory> jobs = lazy(
			() -> JobContextFactory.builder(datlake()).closeOnShutdown(false).build());

	private final Lazy<FilaClient> fila = lazy(this::createFila);

	private final Lazy<FilaAdmin> filaAdmin = lazy(() -> FilaAdmin.builder().address(broker().address()).build());

	private final List<String> buckets;

	private final List<String> queues;

	DataWarehouseServers(List<String> buckets, List<String> queues) {
		this.buckets = List.copyOf(buckets);
		this.queues = List.copyOf(queues);
	}

	/**
	 * Servers with nothing in them.
	 * @return the servers, to be closed
	 */
	public static DataWarehouseServers create() {
		return new DataWarehouseServers(List.of(), List.of());
	}

	private <T extends AutoCloseable> Lazy<T> lazy(Supplier<T> supplier) {
		return new Lazy<>(supplier, this::note);
	}

	private void note(Exception failure) {
		if (this.failure == null) {
			this.failure = new IllegalStateException("An embedded server or its client could not be closed");
		}
		this.failure.addSuppressed(failure);
	}

	/**
	 * The object store.
	 * @return the running server
	 */
	public EmbeddedS3Server s3() {
		return this.s3.get();
	}

	/**
	 * The catalog of jobs.
	 * @return the running server
	 */
	public EmbeddedDatlakeCatalog catalog() {
		return this.catalog.get();
	}

	/**
	 * The message broker.
	 * @return the running server
	 */
	public EmbeddedFilaBroker broker() {
		return this.broker.get();
	}

	/**
	 * A client of the object store.
	 * @return the client, closed with the servers
	 */
	public DataWarehouseTemplate storage() {
		return this.storage.get();
	}

	/**
	 * A client of the catalog.
	 * @return the client, closed with the servers
	 */
	public DatlakeClient datlake() {
		return this.datlake.get();
	}

	/**
	 * What starts runs in the catalog.
	 * @return the factory, closed with the servers
	 */
	public JobContextFactory jobs() {
		return this.jobs.get();
	}

	/**
	 * A client of the broker.
	 * @return the client, closed with the servers
	 */
	public FilaClient fila() {
		return this.fila.get();
	}

	/**
	 * A client that administers the broker.
	 * @return the client, closed with the servers
	 */
	public FilaAdmin filaAdmin() {
		return this.filaAdmin.get();
	}

	/**
	 * The properties that lead an application with our starter to these servers, all of
	 * which are started for it: {@code dw.storage.endpoint},
	 * {@code dw.storage.access-key}, {@code dw.storage.secret-key}, {@code dw.jobs.url}
	 * and {@code dw.fila.addresses}.
	 * @return the properties by their names
	 */
	public Map<String, String> properties() {
		storage();
		fila();
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("dw.storage.endpoint", s3().endpoint().toString());
		properties.put("dw.storage.access-key", s3().accessKey());
		properties.put("dw.storage.secret-key", s3().secretKey());
		properties.put("dw.jobs.url", catalog().url().toString());
		properties.put("dw.fila.addresses", broker().address());
		return properties;
	}

	private DataWarehouseTemplate createStorage() {
		DataWarehouseTemplate template = DataWarehouseTemplate.builder()
			.endpoint(s3().endpoint())
			.credentials(s3().accessKey(), s3().secretKey())
			.build();
		this.buckets.forEach(template::ensureBucket);
		return template;
	}

	private FilaClient createFila() {
		if (!this.queues.isEmpty()) {
			FilaAdmin admin = filaAdmin();
			this.queues.forEach((queue) -> admin.ensureQueue(queue, FilaQueueSettings.defaults()));
		}
		return FilaClient.builder().address(broker().address()).build();
	}

	/**
	 * Close the clients and the servers.
	 * @throws IllegalStateException if one of them could not be closed
	 */
	@Override
	public synchronized void close() {
		// Jobs end their runs while the catalog is there.
		List.of(this.jobs, this.datlake, this.fila, this.filaAdmin, this.storage, this.broker, this.catalog, this.s3)
			.forEach(Lazy::close);
		RuntimeException failure = this.failure;
		this.failure = null;
		if (failure != null) {
			throw failure;
		}
	}

}
