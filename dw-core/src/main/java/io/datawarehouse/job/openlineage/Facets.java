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

import java.util.Map;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the facets of OpenLineage, each with who made it and the schema it follows.
 */
final class Facets {

	static final JsonMapper MAPPER = JsonMapper.builder().build();

	private static final String BASE = "https://openlineage.io/spec/facets/";

	/**
	 * The facets that we know the schemas of.
	 */
	private static final Map<String, String> SCHEMAS = Map.ofEntries(
			Map.entry("parent", "1-2-0/ParentRunFacet.json#/$defs/ParentRunFacet"),
			Map.entry("nominalTime", "1-0-1/NominalTimeRunFacet.json#/$defs/NominalTimeRunFacet"),
			Map.entry("errorMessage", "1-0-1/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet"),
			Map.entry("processing_engine", "1-1-1/ProcessingEngineRunFacet.json#/$defs/ProcessingEngineRunFacet"),
			Map.entry("jobType", "2-0-4/JobTypeJobFacet.json#/$defs/JobTypeJobFacet"),
			Map.entry("documentation", "1-1-0/DocumentationJobFacet.json#/$defs/DocumentationJobFacet"),
			Map.entry("ownership", "1-0-1/OwnershipJobFacet.json#/$defs/OwnershipJobFacet"),
			Map.entry("tags", "1-0-0/TagsJobFacet.json#/$defs/TagsJobFacet"),
			Map.entry("sourceCodeLocation", "1-1-0/SourceCodeLocationJobFacet.json#/$defs/SourceCodeLocationJobFacet"),
			Map.entry("schema", "1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet"),
			Map.entry("dataSource", "1-0-1/DatasourceDatasetFacet.json#/$defs/DatasourceDatasetFacet"),
			Map.entry("version", "1-0-1/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet"),
			Map.entry("symlinks", "1-0-1/SymlinksDatasetFacet.json#/$defs/SymlinksDatasetFacet"),
			Map.entry("columnLineage", "1-2-0/ColumnLineageDatasetFacet.json#/$defs/ColumnLineageDatasetFacet"),
			Map.entry("outputStatistics",
					"1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet"));

	private static final String CUSTOM = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/BaseFacet";

	private final String producer;

	Facets(String producer) {
		this.producer = producer;
	}

	/**
	 * Add a facet.
	 * @param facets the facets to add to
	 * @param name the name of the facet
	 * @return the facet, to be filled
	 */
	ObjectNode add(ObjectNode facets, String name) {
		String schema = SCHEMAS.get(name);
		return facets.putObject(name)
			.put("_producer", this.producer)
			.put("_schemaURL", (schema != null) ? BASE + schema : CUSTOM);
	}

	/**
	 * Add a facet of the user's.
	 */
	void add(ObjectNode facets, String name, Map<String, Object> values) {
		ObjectNode facet = add(facets, name);
		values.forEach((field, value) -> facet.set(field, MAPPER.valueToTree(value)));
	}

}
