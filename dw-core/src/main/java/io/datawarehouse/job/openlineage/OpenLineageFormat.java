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

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.datawarehouse.job.LineageFormat;
import io.datawarehouse.job.ParentRun;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * Writes runs as OpenLineage run events of version 2-0-2.
 *
 * @since 1.0.0
 */
public final class OpenLineageFormat implements LineageFormat {

	private static final String SCHEMA = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

	private final String producer;

	private final Facets facets;

	private final OpenLineageDatasets datasets;

	private final Map<String, Map<String, Object>> jobFacets;

	private final String engine;

	private final @Nullable String engineVersion;

	OpenLineageFormat(Builder builder) {
		this.producer = builder.producer;
		this.facets = new Facets(builder.producer);
		this.datasets = new OpenLineageDatasets(this.facets, builder.tableNamespace);
		this.jobFacets = new LinkedHashMap<>(builder.jobFacets);
		this.engine = builder.engine;
		this.engineVersion = builder.engineVersion;
	}

	/**
	 * Start to build a format.
	 * @return a builder with the default settings
	 */
	public static Builder builder() {
		return new Builder();
	}

	@Override
	public ObjectNode start(Start run) {
		ObjectNode event = event("START", run.at());
		ObjectNode runFacets = event.putObject("run").put("runId", run.runId()).putObject("facets");
		addParent(runFacets, run.parent());
		addNominalTime(runFacets, run);
		addEngine(runFacets);
		ObjectNode job = event.putObject("job").put("namespace", run.namespace()).put("name", run.jobName());
		ObjectNode facets = job.putObject("facets");
		this.facets.add(facets, "jobType")
			.put("processingType", "BATCH")
			.put("integration", "SPRING")
			.put("jobType", "JOB");
		this.jobFacets.forEach((name, values) -> this.facets.add(facets, name, values));
		event.putArray("inputs");
		event.putArray("outputs");
		return event;
	}

	private ObjectNode event(String type, Instant at) {
		return Facets.MAPPER.createObjectNode()
			.put("eventType", type)
			.put("eventTime", at.toString())
			.put("producer", this.producer)
			.put("schemaURL", SCHEMA);
	}

	private void addParent(ObjectNode facets, @Nullable ParentRun parent) {
		if (parent == null || !isUuid(parent.runId())) {
			return;
		}
		ObjectNode facet = this.facets.add(facets, "parent");
		addRun(facet, parent);
		ParentRun root = parent.rootOrSelf();
		if (isUuid(root.runId())) {
			addRun(facet.putObject("root"), root);
		}
	}

	private static void addRun(ObjectNode node, ParentRun run) {
		node.putObject("run").put("runId", run.runId());
		node.putObject("job").put("namespace", run.namespace()).put("name", run.jobName());
	}

	private static boolean isUuid(String id) {
		try {
			return UUID.fromString(id).toString().equalsIgnoreCase(id);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private void addNominalTime(ObjectNode facets, Start run) {
		Instant start = run.nominalStart();
		Instant end = run.nominalEnd();
		if (start != null) {
			ObjectNode facet = this.facets.add(facets, "nominalTime").put("nominalStartTime", start.toString());
			if (end != null) {
				facet.put("nominalEndTime", end.toString());
			}
		}
	}

	private void addEngine(ObjectNode facets) {
		if (this.engineVersion != null) {
			this.facets.add(facets, "processing_engine").put("version", this.engineVersion).put("name", this.engine);
		}
	}

	@Override
	public ObjectNode end(ObjectNode start, End end) {
		ObjectNode event = event(end.outcome().name(), end.at());
		event.set("run", start.path("run").deepCopy());
		event.set("job", start.path("job").deepCopy());
		if (end.error() != null && event.path("run").path("facets") instanceof ObjectNode facets) {
			ObjectNode facet = this.facets.add(facets, "errorMessage")
				.put("message", end.error())
				.put("programmingLanguage", "JAVA");
			if (end.stackTrace() != null) {
				facet.put("stackTrace", end.stackTrace());
			}
		}
		ArrayNode inputs = event.putArray("inputs");
		this.datasets.addAll(inputs, end.inputs(), false);
		ArrayNode outputs = event.putArray("outputs");
		this.datasets.addAll(outputs, end.outputs(), true);
		return event;
	}

	/**
	 * Builds an {@link OpenLineageFormat}.
	 *
	 * @since 1.0.0
	 */
	public static final class Builder {

		private final Map<String, Map<String, Object>> jobFacets = new LinkedHashMap<>();

		private String producer = "https://github.com/datawarehouse/datawarehouse-spring-boot";

		private String tableNamespace = "datlake";

		private String engine = "Spring";

		private @Nullable String engineVersion;

		private Builder() {
		}

		/**
		 * Set the URI of the code that writes the events.
		 * @param producer the URI
		 * @return this builder
		 */
		public Builder producer(URI producer) {
			Assert.isTrue(producer.isAbsolute(), () -> "producer must be an absolute URI, was " + producer);
			this.producer = producer.toString();
			return this;
		}

		/**
		 * Set the namespace of the tables.
		 * @param tableNamespace the namespace, {@code datlake} by default
		 * @return this builder
		 */
		public Builder tableNamespace(String tableNamespace) {
			Assert.hasText(tableNamespace, "tableNamespace must not be empty");
			this.tableNamespace = tableNamespace;
			return this;
		}

		/**
		 * Set what runs the jobs.
		 * @param name the name, such as {@code Spring Boot}
		 * @param version its version, or {@code null} to tell nothing of it
		 * @return this builder
		 */
		public Builder processingEngine(String name, @Nullable String version) {
			this.engine = name;
			this.engineVersion = version;
			return this;
		}

		/**
		 * Set what the jobs are for.
		 * @param description the description
		 * @return this builder
		 */
		public Builder documentation(String description) {
			return jobFacet("documentation", Map.of("description", description));
		}

		/**
		 * Set who owns the jobs.
		 * @param owners the owners by their names, each with its type such as
		 * {@code MAINTAINER}
		 * @return this builder
		 */
		public Builder owners(Map<String, String> owners) {
			List<Map<String, String>> list = new ArrayList<>();
			owners.forEach((name, type) -> list.add(Map.of("name", name, "type", type)));
			return jobFacet("ownership", Map.of("owners", list));
		}

		/**
		 * Set tags of the jobs.
		 * @param tags the values by their keys
		 * @return this builder
		 */
		public Builder tags(Map<String, String> tags) {
			List<Map<String, String>> list = new ArrayList<>();
			tags.forEach((key, value) -> list.add(Map.of("key", key, "value", value, "source", "USER")));
			return jobFacet("tags", Map.of("tags", list));
		}

		/**
		 * Set where the code of the jobs lies.
		 * @param url the URL of the repository
		 * @param version the commit, or {@code null}
		 * @param branch the branch, or {@code null}
		 * @return this builder
		 */
		public Builder sourceCode(URI url, @Nullable String version, @Nullable String branch) {
			Map<String, Object> facet = new LinkedHashMap<>();
			facet.put("type", "git");
			facet.put("url", url.toString());
			facet.put("repoUrl", url.toString());
			if (version != null) {
				facet.put("version", version);
			}
			if (branch != null) {
				facet.put("branch", branch);
			}
			return jobFacet("sourceCodeLocation", facet);
		}

		/**
		 * Set any facet of the jobs.
		 * @param name the name of the facet
		 * @param facet its fields, written as JSON
		 * @return this builder
		 */
		public Builder jobFacet(String name, Map<String, Object> facet) {
			Assert.hasText(name, "name of a facet must not be empty");
			this.jobFacets.put(name, facet);
			return this;
		}

		/**
		 * Build the format.
		 * @return a new format
		 */
		public OpenLineageFormat build() {
			return new OpenLineageFormat(this);
		}

	}

}
