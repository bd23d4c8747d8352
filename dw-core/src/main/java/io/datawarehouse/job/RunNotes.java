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

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.Assert;

/**
 * What a run is to tell the catalog at its end. Noted by any thread.
 */
final class RunNotes {

	/**
	 * How many datasets, artifacts and metadata are noted each at the most; a run that
	 * touches more is told as truncated.
	 */
	static final int LIMIT = 10_000;

	private static final String TRUNCATED = "lineage_truncated";

	private static final Set<String> RESERVED = Set.of("inputs", "outputs", "input_datasets", "output_datasets",
			"artifacts", "error", "error_type", "duration_ms", TRUNCATED);

	private final Map<String, JsonNode> metadata = new LinkedHashMap<>();

	private final Map<String, LineageDataset> inputs = new LinkedHashMap<>();

	private final Map<String, LineageDataset> outputs = new LinkedHashMap<>();

	private final Set<RunArtifact> artifacts = new LinkedHashSet<>();

	private boolean truncated;

	synchronized void input(LineageDataset dataset) {
		add(this.inputs, dataset);
	}

	synchronized void output(LineageDataset dataset) {
		add(this.outputs, dataset);
	}

	private void add(Map<String, LineageDataset> datasets, LineageDataset dataset) {
		// One dataset by name: what was noted last knows best, but it goes not ahead.
		if (datasets.size() < LIMIT || datasets.containsKey(dataset.name())) {
			datasets.put(dataset.name(), dataset);
		}
		else {
			this.truncated = true;
		}
	}

	synchronized void artifact(RunArtifact artifact) {
		if (this.artifacts.size() < LIMIT) {
			this.artifacts.add(artifact);
		}
		else {
			this.truncated = true;
		}
	}

	void metadata(String name, @Nullable Object value) {
		Assert.hasText(name, "name of metadata must not be empty");
		Assert.isTrue(!RESERVED.contains(name),
				() -> "metadata '" + name + "' is reserved: it is set by the run itself");
		JsonNode node = DatlakeJson.node("metadata '" + name + "'", value);
		synchronized (this) {
			if (this.metadata.size() < LIMIT || this.metadata.containsKey(name)) {
				this.metadata.put(name, node);
			}
			else {
				this.truncated = true;
			}
		}
	}

	synchronized ObjectNode completion(@Nullable String error, @Nullable String errorType, Duration duration) {
		ObjectNode metadata = DatlakeJson.object();
		this.metadata.forEach(metadata::set);
		metadata.put("duration_ms", duration.toMillis());
		if (error != null) {
			metadata.put("error", error);
		}
		if (errorType != null) {
			metadata.put("error_type", errorType);
		}
		if (this.truncated) {
			metadata.put(TRUNCATED, true);
		}
		return CompletionPayload.of(error == null, metadata, this.inputs.values(), this.outputs.values(),
				this.artifacts);
	}

}
