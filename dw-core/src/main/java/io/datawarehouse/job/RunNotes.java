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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
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

	private final NotedObjects read = new NotedObjects();

	private final NotedObjects written = new NotedObjects();

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

	synchronized void read(String uri) {
		this.read.add(uri);
	}

	synchronized void written(String uri) {
		this.written.add(uri);
	}

	synchronized List<LineageDataset> inputs() {
		return merged(this.inputs, this.read);
	}

	synchronized List<LineageDataset> outputs() {
		return merged(this.outputs, this.written);
	}

	/**
	 * The datasets with the objects that are no part of any.
	 */
	private static List<LineageDataset> merged(Map<String, LineageDataset> datasets, NotedObjects objects) {
		List<LineageDataset> merged = new ArrayList<>(datasets.values());
		for (String uri : objects.all()) {
			if (datasets.values().stream().noneMatch((dataset) -> covers(dataset, uri))) {
				merged.add(LineageDataset.of(uri).withUri(uri));
			}
		}
		return merged;
	}

	private static boolean covers(LineageDataset dataset, String uri) {
		return covers(dataset.uri(), uri) || covers(dataset.name(), uri);
	}

	private static boolean covers(@Nullable String place, String uri) {
		String prefix = withoutScheme(place);
		String object = withoutScheme(uri);
		if (prefix == null || object == null || !object.startsWith(prefix)) {
			return false;
		}
		return object.length() == prefix.length() || prefix.endsWith("/") || object.charAt(prefix.length()) == '/';
	}

	private static @Nullable String withoutScheme(@Nullable String uri) {
		int scheme = (uri != null) ? uri.indexOf("://") : -1;
		return (scheme >= 0) ? uri.substring(scheme + 3) : null;
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
		return CompletionPayload.of(error == null, metadata, inputs(), outputs(), this.artifacts);
	}

}
