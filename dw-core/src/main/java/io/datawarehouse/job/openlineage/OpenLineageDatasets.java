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

package io.datawarehouse.job.openlineage;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.datawarehouse.DwUri;
import io.datawarehouse.job.LineageDataset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes datasets the way Spark and Trino name them, so that their graphs join: a place
 * in a bucket has namespace {@code s3://bucket} and its key as the name.
 */
final class OpenLineageDatasets {

	/**
	 * Facets that belong to one output of one run rather than to the dataset.
	 */
	private static final Set<String> OUTPUT_FACETS = Set.of("outputStatistics");

	/**
	 * How the names of message queues begin.
	 */
	private static final String QUEUE = "fila://";

	private final Facets facets;

	private final String tableNamespace;

	OpenLineageDatasets(Facets facets, String tableNamespace) {
		this.facets = facets;
		this.tableNamespace = tableNamespace;
	}

	void addAll(ArrayNode array, List<LineageDataset> datasets, boolean outputs) {
		datasets.forEach((dataset) -> add(array.addObject(), dataset, outputs));
	}

	private void add(ObjectNode node, LineageDataset dataset, boolean output) {
		DwUri place = place((dataset.uri() != null) ? dataset.uri() : dataset.name());
		boolean table = place(dataset.name()) == null;
		if (dataset.name().startsWith(QUEUE)) {
			node.put("namespace", "fila").put("name", dataset.name().substring(QUEUE.length()));
		}
		else if (table || place == null) {
			node.put("namespace", this.tableNamespace).put("name", dataset.name());
		}
		else {
			node.put("namespace", namespace(place)).put("name", name(place));
		}
		ObjectNode facets = node.putObject("facets");
		if (place != null) {
			addPlace(facets, place, table);
		}
		addSchema(facets, dataset.schema());
		if (dataset.snapshotId() != null) {
			this.facets.add(facets, "version").put("datasetVersion", dataset.snapshotId());
		}
		dataset.facets().forEach((name, values) -> {
			if (!OUTPUT_FACETS.contains(name)) {
				this.facets.add(facets, name, values);
			}
			else if (output) {
				ObjectNode own = (node.path("outputFacets") instanceof ObjectNode there) ? there
						: node.putObject("outputFacets");
				this.facets.add(own, name, values);
			}
		});
	}

	private void addPlace(ObjectNode facets, DwUri place, boolean table) {
		this.facets.add(facets, "dataSource")
			.put("name", namespace(place))
			.put("uri", namespace(place) + "/" + place.key());
		ArrayNode identifiers = this.facets.add(facets, "symlinks").putArray("identifiers");
		if (table) {
			symlink(identifiers, namespace(place), place);
		}
		symlink(identifiers, "dw://" + place.bucket(), place);
	}

	private static void symlink(ArrayNode identifiers, String namespace, DwUri place) {
		identifiers.addObject().put("namespace", namespace).put("name", name(place)).put("type", "LOCATION");
	}

	private void addSchema(ObjectNode facets, Map<String, Object> schema) {
		if (!schema.isEmpty()) {
			ArrayNode fields = this.facets.add(facets, "schema").putArray("fields");
			schema.forEach((name, type) -> {
				ObjectNode field = fields.addObject().put("name", name);
				if (type != null) {
					field.put("type", (type instanceof String text) ? text : Facets.MAPPER.writeValueAsString(type));
				}
			});
		}
	}

	private static @Nullable DwUri place(String address) {
		if (!address.startsWith("dw://") && !address.startsWith("s3://")) {
			return null;
		}
		try {
			return DwUri.parse(address);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private static String namespace(DwUri place) {
		return "s3://" + place.bucket();
	}

	/**
	 * The key without a last slash, and that alone for a whole bucket.
	 */
	private static String name(DwUri place) {
		String key = place.key();
		String name = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
		return name.isEmpty() ? "/" : name;
	}

}
