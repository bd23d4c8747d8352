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

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The H2 database of the catalog, in a folder or in memory.
 */
final class CatalogDatabase implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(CatalogDatabase.class);

	private static final int CONNECTIONS = 24;

	/**
	 * The folders in use by this JVM. Within one JVM, H2 would let two catalogs share a
	 * database, until one of them shuts it down; other processes it locks out by itself.
	 */
	private static final Set<String> IN_USE = ConcurrentHashMap.newKeySet();

	private final String location;

	private final JdbcConnectionPool pool;

	/**
	 * All changes are made on it. It also keeps a database in memory alive.
	 */
	private final Connection writer;

	private final GroupCommit changes;

	private CatalogDatabase(String location, JdbcConnectionPool pool, boolean durable) throws SQLException {
		this.location = location;
		this.pool = pool;
		this.writer = pool.getConnection();
		this.writer.setAutoCommit(false);
		this.changes = new GroupCommit(this.writer, durable ? CatalogDatabase::commitOut : Connection::commit);
	}

	/**
	 * Open the database and bring its tables to the newest version.
	 * @param folder the folder, or {@code null} for a database in memory
	 * @return the database
	 */
	static CatalogDatabase open(@Nullable Path folder) {
		String location = (folder != null) ? "file:" + folder.resolve("catalog") : "mem:" + UUID.randomUUID();
		if (location.indexOf(';') >= 0) {
			throw new IllegalArgumentException("The folder of the catalog must not contain ';', was " + folder);
		}
		if (!IN_USE.add(location)) {
			throw new IllegalStateException("The folder " + folder + " is in use by another catalog of this process");
		}
		// H2's own shutdown hook would close the database under the requests that come
		// while the application shuts down. Space is used again after 1 s instead of 45:
		// every change writes a chunk, and 5,000 runs would take 200 MB.
		JdbcConnectionPool pool = JdbcConnectionPool.create(
				"jdbc:h2:" + location + ";DB_CLOSE_ON_EXIT=FALSE;RETENTION_TIME=1000;QUERY_CACHE_SIZE=64", "sa", "");
		pool.setMaxConnections(CONNECTIONS);
		try {
			CatalogDatabase database = new CatalogDatabase(location, pool, folder != null);
			database.write((connection) -> {
				CatalogSchema.migrate(connection);
				return true;
			});
			return database;
		}
		catch (SQLException | RuntimeException ex) {
			IN_USE.remove(location);
			pool.dispose();
			if (ex instanceof RuntimeException runtimeException) {
				throw runtimeException;
			}
			throw new IllegalStateException("Cannot open the catalog's database "
					+ ((folder != null) ? "in " + folder + ". Does another process use it?" : "in memory"), ex);
		}
	}

	<T> T read(Work<T> work) throws SQLException {
		try (Connection connection = this.pool.getConnection()) {
			return work.in(connection);
		}
	}

	/**
	 * Change the database: one change at a time, all of it or nothing, and on return out
	 * of this process's hands, so that killing it loses nothing.
	 */
	<T> T write(Work<T> work) throws SQLException {
		return this.changes.make(work);
	}

	private static void commitOut(Connection connection) throws SQLException {
		connection.commit();
		// H2 writes commits out half a second later by itself.
		Sql.update(connection, "checkpoint");
	}

	@Override
	public void close() {
		try (Connection connection = this.writer) {
			Sql.update(connection, "shutdown");
		}
		catch (SQLException ex) {
			// The connection ends with the database.
			logger.debug("Closing the catalog's database", ex);
		}
		finally {
			this.pool.dispose();
			IN_USE.remove(this.location);
		}
	}

	/**
	 * What is done in the database.
	 *
	 * @param <T> the type of the result
	 */
	@FunctionalInterface
	interface Work<T> {

		T in(Connection connection) throws SQLException;

	}

}
