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

package io.datawarehouse.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * The tables of the catalog as a run reads and writes them: what is read is noted as an
 * input of the run, what is written as an output.
 *
 * @since 1.0.0
 * @see JobContext
 */
public interface JobTables {

	/**
	 * Find out where the latest data of a table lies, and note the table as an input.
	 * @param table the name of the table
	 * @return the URI of its latest snapshot
	 * @throws DatlakeNotFoundException if the table is not known or has no snapshot
	 * @throws DatlakeException if the look-up failed
	 */
	default String latestTableUri(String table) {
		return latestSnapshot(table).uri();
	}

	/**
	 * Look up the latest snapshot of a table, and note the table as an input.
	 * @param table the name of the table
	 * @return its latest snapshot
	 * @throws DatlakeNotFoundException if the table is not known or has no snapshot
	 * @throws DatlakeException if the look-up failed
	 */
	TableSnapshot latestSnapshot(String table);

	/**
	 * Register what the run wrote as the latest snapshot of a table, and note the table
	 * as an output.
	 * @param table the name of the table
	 * @param uri where the data lies
	 * @param format the format of the data, such as {@code parquet}
	 * @return the snapshot
	 * @throws DatlakeException if the catalog did not take the snapshot
	 */
	default TableSnapshot registerSnapshot(String table, String uri, String format) {
		return registerSnapshot(table, uri, format, null);
	}

	/**
	 * Register what the run wrote as the latest snapshot of a table, and note the table
	 * as an output.
	 * @param table the name of the table
	 * @param uri where the data lies
	 * @param format the format of the data, such as {@code parquet}
	 * @param schema the columns, written as JSON, or {@code null} if they are not known
	 * @return the snapshot
	 * @throws DatlakeException if the catalog did not take the snapshot
	 */
	TableSnapshot registerSnapshot(String table, String uri, String format, @Nullable Map<String, ?> schema);

	/**
	 * Open the latest data of a table, and note the table as an input.
	 * @param table the name of the table
	 * @return the content, to be closed
	 * @throws IOException if the data cannot be opened
	 * @throws DatlakeException if the look-up failed
	 * @throws IllegalStateException if the factory was given nothing to read data with
	 */
	InputStream read(String table) throws IOException;

	/**
	 * Write data and register it as the latest snapshot of a table, which is noted as an
	 * output.
	 * @param table the name of the table
	 * @param uri where the data is to lie
	 * @param format the format of the data, such as {@code parquet}
	 * @param content the data
	 * @return the snapshot
	 * @throws IOException if the data cannot be written; then no snapshot is registered
	 * @throws DatlakeException if the catalog did not take the snapshot
	 * @throws IllegalStateException if the factory was given nothing to write data with
	 */
	TableSnapshot write(String table, String uri, String format, Resource content) throws IOException;

	/**
	 * Write data as a stream and register it as the latest snapshot of a table, which is
	 * noted as an output.
	 * @param table the name of the table
	 * @param uri where the data is to lie
	 * @param format the format of the data, such as {@code csv}
	 * @param content writes the data
	 * @return the snapshot
	 * @throws IOException if the data cannot be written; then no snapshot is registered
	 * @throws DatlakeException if the catalog did not take the snapshot
	 * @throws IllegalStateException if the factory was given nothing to write data with
	 */
	TableSnapshot write(String table, String uri, String format, DataWriter content) throws IOException;

}
