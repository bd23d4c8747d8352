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

package io.datawarehouse.embedded.job;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.FileSystemUtils;

/**
 * A real Datlake catalog in this process, for development and tests: the API of the
 * backend over HTTP on the loopback address, kept by H2 in a folder or in memory.
 * <p>
 * What was answered survives even the killing of the process, if it is kept in a folder.
 * Only one process may use a folder at a time.
 *
 * @since 1.0.0
 */
public final class EmbeddedDatlakeCatalog implements AutoCloseable {

	private static final Paging MOST = Paging.first(Paging.MAX);

	private final CatalogDatabase database;

	private final CatalogRouter router;

	private final int port;

	private @Nullable CatalogServer server;

	private final @Nullable Path temporary;

	private final @Nullable Path dataDir;

	private final RunQueries runs = new RunQueries();

	private final TableRepository tables = new TableRepository();

	private final LineageRepository lineage = new LineageRepository();

	private final RunChanges changes = new RunChanges();

	private boolean closed;

	private EmbeddedDatlakeCatalog(Builder builder) throws IOException, SQLException {
		this.dataDir = builder.dataDir;
		this.temporary = (builder.dataDir == null) ? Files.createTempDirectory("dw-catalog-") : null;
		CatalogDatabase database = null;
		try {
			Path folder = Files.createDirectories((builder.dataDir != null) ? builder.dataDir : this.temporary)
				.toRealPath();
			ArtifactStore artifacts = new ArtifactStore(Files.createDirectories(folder.resolve("artifacts")));
			database = CatalogDatabase.open((builder.dataDir != null) ? folder : null);
			artifacts.cleanUp();
			this.database = database;
			this.router = router(database, artifacts,
					new CatalogRouter(new ApiKey(builder.apiKey), builder.interceptor));
			CatalogServer server = new CatalogServer(builder.port, this.router);
			this.port = server.port();
			this.server = server;
		}
		catch (IOException | SQLException | RuntimeException ex) {
			if (database != null) {
				database.close();
			}
			deleteTemporary();
			throw ex;
		}
	}

	private CatalogRouter router(CatalogDatabase database, ArtifactStore artifacts, CatalogRouter router)
			throws SQLException {
		Idempotency idempotency = new Idempotency(database);
		idempotency.prune();
		RunRepository written = new RunRepository();
		return new CatalogRoutes(database, idempotency, new RunHandlers(written),
				new TableHandlers(this.tables, written), new ReadHandlers(this.runs, this.tables, this.lineage),
				artifacts, new LineageIngest(written), this.changes)
			.on(router);
	}

	private void deleteTemporary() {
		Path temporary = this.temporary;
		if (temporary != null) {
			FileSystemUtils.deleteRecursively(temporary.toFile());
		}
	}

	/**
	 * Start to build a catalog.
	 * @return a builder of a catalog in memory, on a free port, without an API key
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Where the catalog is reached.
	 * @return an HTTP address on the loopback interface
	 */
	public URI url() {
		return URI.create("http://127.0.0.1:" + port());
	}

	/**
	 * The port that the catalog listens on.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Where the catalog's data lies.
	 * @return the folder, or {@code null} if it is in memory
	 */
	public @Nullable Path dataDir() {
		return this.dataDir;
	}

	/**
	 * The jobs that the catalog knows, at most 1,000.
	 * @return the jobs by name
	 */
	public List<CatalogJob> jobs() {
		return read((connection) -> this.runs.jobs(connection, null, MOST).items());
	}

	/**
	 * The latest runs of all jobs, at most 1,000.
	 * @return the runs, the latest first
	 */
	public List<CatalogRun> runs() {
		return runs(RunQuery.all(), Paging.MAX, null).runs();
	}

	/**
	 * The latest runs of one job, at most 1,000.
	 * @param jobName the name of the job
	 * @return the runs, the latest first
	 */
	public List<CatalogRun> runs(String jobName) {
		return runs(RunQuery.all().withJob(jobName), Paging.MAX, null).runs();
	}

	/**
	 * The latest runs that got so far, at most 1,000.
	 * @param status how far they got
	 * @return the runs, the latest first
	 */
	public List<CatalogRun> runs(RunStatus status) {
		return runs(RunQuery.all().withStatus(status), Paging.MAX, null).runs();
	}

	/**
	 * The latest of some runs.
	 * @param query which runs
	 * @param limit how many at most, from 1 to 1,000
	 * @param cursor where to go on, as told by the page before, or {@code null} to begin
	 * with the latest run
	 * @return the runs, the latest first
	 */
	public CatalogRunPage runs(RunQuery query, int limit, @Nullable String cursor) {
		Assert.isTrue(limit > 0 && limit <= Paging.MAX, () -> "limit must be from 1 to 1,000, was " + limit);
		Assert.isTrue(cursor == null || cursor.matches("\\d{1,18}"),
				() -> "cursor must be that of an earlier page, was " + cursor);
		Page<CatalogRun> page = read((connection) -> this.runs.runs(connection, query, new Paging(limit, 0, cursor)));
		return new CatalogRunPage(page.items(), page.total(), page.next());
	}

	/**
	 * One run with everything that belongs to it.
	 * @param runId the id of the run
	 * @return the run, or nothing if the catalog does not know it
	 */
	public Optional<CatalogRunDetail> run(String runId) {
		return read((connection) -> this.runs.detail(connection, runId));
	}

	/**
	 * The latest run of a job with everything that belongs to it.
	 * @param jobName the name of the job
	 * @return the run
	 * @throws IllegalStateException if the job has no run
	 */
	public CatalogRunDetail latestRun(String jobName) {
		return runs(RunQuery.all().withJob(jobName), 1, null).runs()
			.stream()
			.findFirst()
			.flatMap((run) -> run(run.runId()))
			.orElseThrow(() -> new IllegalStateException("Job '" + jobName + "' has no run in " + this));
	}

	/**
	 * The tables that the catalog knows, at most 1,000.
	 * @return the tables by name
	 */
	public List<CatalogTable> tables() {
		return read((connection) -> this.tables.tables(connection, null, MOST).items());
	}

	/**
	 * The latest snapshots of a table, at most 1,000.
	 * @param table the name of the table
	 * @return the snapshots, the latest first; none if the catalog does not know the
	 * table
	 */
	public List<CatalogSnapshot> snapshots(String table) {
		return read((connection) -> this.tables.snapshots(connection, table, MOST).items());
	}

	/**
	 * Where a dataset comes from and what became of it.
	 * @param dataset the name of the dataset
	 * @param depth how many datasets far to go up and down, at least 1
	 * @return the graph, or nothing if the catalog does not know the dataset
	 */
	public Optional<LineageGraph> lineage(String dataset, int depth) {
		Assert.isTrue(depth > 0, () -> "depth must be positive, was " + depth);
		return read((connection) -> this.lineage.ofDataset(connection, dataset, new LineageQuery(depth, null, null)));
	}

	/**
	 * What a job reads and writes, where that comes from and what became of it.
	 * @param jobName the name of the job
	 * @param depth how many datasets far to go up and down, at least 1
	 * @return the graph, or nothing if the catalog does not know the job
	 */
	public Optional<LineageGraph> jobLineage(String jobName, int depth) {
		Assert.isTrue(depth > 0, () -> "depth must be positive, was " + depth);
		return read((connection) -> this.lineage.ofJob(connection, jobName, new LineageQuery(depth, null, null)));
	}

	/**
	 * The datasets that runs used, at most 1,000.
	 * @return the datasets by name
	 */
	public List<CatalogDatasetUse> datasets() {
		return read((connection) -> this.runs.datasets(connection, null, MOST).items());
	}

	/**
	 * Refuse connections.
	 */
	synchronized void disconnect() {
		CatalogServer server = this.server;
		if (server != null) {
			server.close();
			this.server = null;
		}
	}

	/**
	 * Take connections again.
	 */
	synchronized void reconnect() {
		try {
			if (this.server == null && !this.closed) {
				this.server = new CatalogServer(this.port, this.router);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot listen on port " + this.port + " again", ex);
		}
	}

	CatalogDatabase database() {
		return this.database;
	}

	RunChanges changes() {
		return this.changes;
	}

	private <T> T read(CatalogDatabase.Work<T> work) {
		try {
			return this.database.read(work);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("Cannot read the embedded catalog at " + url(), ex);
		}
	}

	/**
	 * Answer the requests that are under way, within 2 seconds, and stop. What is in
	 * memory is gone.
	 */
	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.changes.close();
		disconnect();
		this.database.close();
		deleteTemporary();
	}

	@Override
	public String toString() {
		return "EmbeddedDatlakeCatalog[" + url() + ", " + ((this.dataDir != null) ? this.dataDir : "in memory") + "]";
	}

	/**
	 * Builds and starts an {@link EmbeddedDatlakeCatalog}.
	 *
	 * @since 1.0.0
	 */
	public static final class Builder {

		private @Nullable Path dataDir;

		private int port;

		private @Nullable String apiKey;

		private CatalogRouter.Interceptor interceptor = (exchange, next) -> next.answer(exchange);

		private Builder() {
		}

		/**
		 * Keep everything in a folder.
		 * @param dataDir the folder, created if it is not there
		 * @return this builder
		 */
		public Builder dataDir(Path dataDir) {
			this.dataDir = dataDir;
			return this;
		}

		/**
		 * Keep everything in memory, and artifacts in a temporary folder.
		 * @return this builder
		 */
		public Builder inMemory() {
			this.dataDir = null;
			return this;
		}

		/**
		 * Set the port to listen on.
		 * @param port the port, 0 for a free one
		 * @return this builder
		 */
		public Builder port(int port) {
			Assert.isTrue(port >= 0 && port <= 65535, () -> "port must be from 0 to 65535, was " + port);
			this.port = port;
			return this;
		}

		/**
		 * Set the API key that requests must carry.
		 * @param apiKey the key, or {@code null} to let everyone in
		 * @return this builder
		 */
		public Builder apiKey(@Nullable String apiKey) {
			this.apiKey = apiKey;
			return this;
		}

		Builder interceptor(CatalogRouter.Interceptor interceptor) {
			this.interceptor = interceptor;
			return this;
		}

		/**
		 * Start the catalog.
		 * @return the running catalog
		 * @throws IllegalStateException if the folder or the port cannot be used
		 */
		public EmbeddedDatlakeCatalog start() {
			try {
				return new EmbeddedDatlakeCatalog(this);
			}
			catch (IOException | SQLException ex) {
				throw new IllegalStateException("Cannot start the embedded catalog on port " + this.port + " with data "
						+ ((this.dataDir != null) ? "in " + this.dataDir : "in memory") + ": " + ex.getMessage(), ex);
			}
		}

	}

}
