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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Something that a run read or wrote.
 *
 * @param name the name of the table, or the address of the data if it is no table
 * @param uri where the data lies, or {@code null} if it is not known
 * @param format the format of the data, or {@code null} if it is not known
 * @param snapshotId the catalog's id of the snapshot, or {@code null} if there is none
 * @param schema the columns, empty if they are not known
 * @param facets what else OpenLineage is told of the dataset, by the names of its facets
 * @since 1.0.0
 */
public record LineageDataset(String name, @Nullable String uri, @Nullable String format, @Nullable String snapshotId,
		Map<String, Object> schema, Map<String, Map<String, Object>> facets) {

	public LineageDataset {
		Assert.hasText(name, "name of a dataset must not be empty");
		schema = Collections.unmodifiableMap(new LinkedHashMap<>(schema));
		facets = Collections.unmodifiableMap(new LinkedHashMap<>(facets));
	}

	/**
	 * A dataset without further facets.
	 * @param name the name of the table, or the address of the data if it is no table
	 * @param uri where the data lies, or {@code null} if it is not known
	 * @param format the format of the data, or {@code null} if it is not known
	 * @param snapshotId the catalog's id of the snapshot, or {@code null} if there is
	 * none
	 * @param schema the columns, empty if they are not known
	 */
	public LineageDataset(String name, @Nullable String uri, @Nullable String format, @Nullable String snapshotId,
			Map<String, Object> schema) {
		this(name, uri, format, snapshotId, schema, Map.of());
	}

	/**
	 * A dataset of which only the name is known.
	 * @param name the name of the table, or the address of the data
	 * @return the dataset
	 */
	public static LineageDataset of(String name) {
		return new LineageDataset(name, null, null, null, Map.of());
	}

	/**
	 * The dataset that is one snapshot of a table.
	 * @param snapshot the snapshot
	 * @return the dataset
	 */
	public static LineageDataset of(TableSnapshot snapshot) {
		return new LineageDataset(snapshot.table(), snapshot.uri(), snapshot.format(), snapshot.snapshotId(),
				snapshot.schema());
	}

	/**
	 * A copy that tells where the data lies.
	 * @param uri where the data lies
	 * @return the changed copy
	 */
	public LineageDataset withUri(String uri) {
		return new LineageDataset(this.name, uri, this.format, this.snapshotId, this.schema, this.facets);
	}

	/**
	 * A copy that tells the format of the data.
	 * @param format the format, such as {@code csv}
	 * @return the changed copy
	 */
	public LineageDataset withFormat(String format) {
		return new LineageDataset(this.name, this.uri, format, this.snapshotId, this.schema, this.facets);
	}

	/**
	 * A copy that tells the columns.
	 * @param schema the types of the columns by their names
	 * @return the changed copy
	 */
	public LineageDataset withSchema(Map<String, Object> schema) {
		return new LineageDataset(this.name, this.uri, this.format, this.snapshotId, schema, this.facets);
	}

	/**
	 * A copy that tells OpenLineage more.
	 * @param name the name of the facet, such as {@code columnLineage}
	 * @param facet its fields, written as JSON
	 * @return the changed copy
	 */
	public LineageDataset withFacet(String name, Map<String, Object> facet) {
		Assert.hasText(name, "name of a facet must not be empty");
		Map<String, Map<String, Object>> facets = new LinkedHashMap<>(this.facets);
		facets.put(name, facet);
		return new LineageDataset(this.name, this.uri, this.format, this.snapshotId, this.schema, facets);
	}

	/**
	 * A copy that tells how much was written.
	 * @param rows the number of rows
	 * @param bytes the number of bytes
	 * @return the changed copy
	 */
	public LineageDataset withStatistics(long rows, long bytes) {
		// In an order of its own, not the one that Map.of makes up for each JVM.
		Map<String, Object> statistics = new LinkedHashMap<>();
		statistics.put("rowCount", rows);
		statistics.put("size", bytes);
		return withFacet("outputStatistics", statistics);
	}

}
