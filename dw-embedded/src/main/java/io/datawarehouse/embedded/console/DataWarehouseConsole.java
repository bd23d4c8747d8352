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

package io.datawarehouse.embedded.console;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.storage.DataWarehouseOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A page for developers that shows objects, runs, lineage, queues and timings. It is
 * served on 127.0.0.1 only, to pages of its own only, and to everybody on this machine:
 * it is not for production.
 *
 * @since 1.0.0
 */
public final class DataWarehouseConsole implements AutoCloseable {

	private final ConsoleServer server;

	private final @Nullable RunStream stream;

	private DataWarehouseConsole(Builder builder) {
		this.server = ConsoleServer.bind(builder.port, builder.orAnyPort);
		CatalogReader catalog = (builder.catalog != null)
				? new CatalogReader(builder.catalog, builder.catalogHeaders, builder.catalogClient) : null;
		this.stream = (catalog != null) ? new RunStream(catalog) : null;
		ConsoleHandler handler = new ConsoleHandler(new ConsoleGuard(port()));
		ConsolePages.addTo(handler);
		new ObjectsApi(builder.storage, builder.storageWritable).addTo(handler);
		new RunsApi(catalog, this.stream, builder.storage).addTo(handler);
		new QueuesApi(builder.fila, builder.filaWritable, builder.broker).addTo(handler);
		new TimingsApi(builder.timings).addTo(handler);
		Map<String, Object> info = builder.info();
		handler.route("GET", "/api/info", (request) -> ConsoleResponse.ok(info));
		this.server.start(handler);
	}

	/**
	 * Start to build a console.
	 * @return a builder of a console that shows nothing, on a free port
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * The address of the page.
	 * @return an HTTP address on the loopback interface
	 */
	public URI url() {
		return URI.create("http://127.0.0.1:" + port() + "/");
	}

	/**
	 * The port that the console listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * Whether the current thread serves a console. What it asks of a client is no
	 * operation of the application.
	 * @return {@code true} if it does
	 */
	public static boolean isServing() {
		return Thread.currentThread().getName().startsWith(ConsoleServer.THREADS_PREFIX);
	}

	/**
	 * How many pages show live runs now.
	 * @return the number of listeners
	 */
	int listeners() {
		return (this.stream != null) ? this.stream.listeners() : 0;
	}

	/**
	 * Stop at once. The clients that the console was given stay open.
	 */
	@Override
	public void close() {
		if (this.stream != null) {
			this.stream.close();
		}
		this.server.close();
	}

	/**
	 * Describe the console by its address.
	 */
	@Override
	public String toString() {
		return "DataWarehouseConsole[" + url() + "]";
	}

	/**
	 * Builder of {@link DataWarehouseConsole}.
	 */
	public static final class Builder {

		private int port;

		private boolean orAnyPort;

		private String name = "";

		private @Nullable DataWarehouseOperations storage;

		private boolean storageWritable;

		private @Nullable URI catalog;

		private Map<String, String> catalogHeaders = Map.of();

		private @Nullable HttpClient catalogClient;

		private @Nullable FilaAdmin fila;

		private boolean filaWritable;

		private @Nullable EmbeddedFilaBroker broker;

		private @Nullable TimingSource timings;

		private Builder() {
		}

		/**
		 * Set the port to listen on.
		 * @param port the port, 0 for a free one, which is the default
		 * @return this builder
		 */
		public Builder port(int port) {
			Assert.isTrue(port >= 0 && port <= 65535, () -> "port must be from 0 to 65535, was " + port);
			this.port = port;
			this.orAnyPort = false;
			return this;
		}

		/**
		 * Set the port to listen on, unless it is in use: then a free one is taken.
		 * @param port the port
		 * @return this builder
		 */
		public Builder preferredPort(int port) {
			port(port);
			this.orAnyPort = true;
			return this;
		}

		/**
		 * Set the name of the application, which the page shows.
		 * @param name the name
		 * @return this builder
		 */
		public Builder applicationName(String name) {
			this.name = name;
			return this;
		}

		/**
		 * Show the objects of a store.
		 * @param storage the client of the store, which stays open
		 * @param writable whether the page may change the store
		 * @return this builder
		 */
		public Builder storage(DataWarehouseOperations storage, boolean writable) {
			this.storage = storage;
			this.storageWritable = writable;
			return this;
		}

		/**
		 * Show the runs and the lineage of a catalog.
		 * @param url the address of the catalog, without the path of an API
		 * @param headers what to send with each call, such as the API key
		 * @return this builder
		 */
		public Builder catalog(URI url, Map<String, String> headers) {
			this.catalog = url;
			this.catalogHeaders = Map.copyOf(headers);
			return this;
		}

		/**
		 * Set the HTTP client that asks the catalog, if it needs more than the system's
		 * trust.
		 * @param client the client
		 * @return this builder
		 */
		public Builder catalogClient(HttpClient client) {
			this.catalogClient = client;
			return this;
		}

		/**
		 * Show the queues of a broker.
		 * @param fila the client of the broker, which stays open
		 * @param writable whether the page may redrive dead letters
		 * @return this builder
		 */
		public Builder fila(FilaAdmin fila, boolean writable) {
			this.fila = fila;
			this.filaWritable = writable;
			return this;
		}

		/**
		 * Show also what only an embedded broker tells: the messages that wait, and how
		 * many came and went.
		 * @param broker the broker, which stays open
		 * @return this builder
		 */
		public Builder broker(EmbeddedFilaBroker broker) {
			this.broker = broker;
			return this;
		}

		/**
		 * Show how long operations take.
		 * @param timings tells it
		 * @return this builder
		 */
		public Builder timings(TimingSource timings) {
			this.timings = timings;
			return this;
		}

		private Map<String, Object> info() {
			Map<String, Object> info = new LinkedHashMap<>();
			info.put("application", this.name);
			info.put("objects", this.storage != null);
			info.put("objectsWritable", this.storageWritable);
			info.put("runs", this.catalog != null);
			info.put("queues", this.fila != null);
			info.put("queuesWritable", this.filaWritable);
			info.put("messages", this.broker != null);
			info.put("timings", this.timings != null);
			return info;
		}

		/**
		 * Start the console.
		 * @return the running console, to be closed by the caller
		 * @throws IllegalStateException if the port cannot be used
		 */
		public DataWarehouseConsole start() {
			return new DataWarehouseConsole(this);
		}

	}

}
