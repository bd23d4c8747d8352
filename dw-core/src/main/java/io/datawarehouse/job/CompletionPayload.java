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

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a completion, as the catalog wants it. Datasets and artifacts stand in more
 * than one place because real backends read one or the other.
 */
final class CompletionPayload {

	private CompletionPayload() {
	}

	static ObjectNode of(RunCompletion completion) {
		return of(completion.success(), DatlakeJson.object("metadata", completion.metadata()), completion.inputs(),
				completion.outputs(), completion.artifacts());
	}

	static ObjectNode of(boolean success, ObjectNode metadata, Collection<LineageDataset> inputs,
			Collection<LineageDataset> outputs, Collection<RunArtifact> artifacts) {
		addDatasets(metadata, "inputs", "input_datasets", inputs);
		addDatasets(metadata, "outputs", "output_datasets", outputs);
		metadata.set("artifacts", artifacts(artifacts));
		return DatlakeJson.object()
			.put("success", success)
			.<ObjectNode>set("metadata", metadata)
			.set("artifacts", artifacts(artifacts));
	}

	/**
	 * The completion of a run that did not get to tell how it ended.
	 * @param error why
	 * @return the body
	 */
	static ObjectNode failed(String error) {
		return of(new RunCompletion(false, Map.of("error", error), List.of(), List.of(), List.of()));
	}

	private static void addDatasets(ObjectNode metadata, String namesField, String objectsField,
			Collection<LineageDataset> datasets) {
		ArrayNode names = metadata.putArray(namesField);
		ArrayNode objects = metadata.putArray(objectsField);
		for (LineageDataset dataset : datasets) {
			names.add(dataset.name());
			objects.add(dataset(dataset));
		}
	}

	private static ObjectNode dataset(LineageDataset dataset) {
		ObjectNode object = DatlakeJson.object().put("name", dataset.name());
		putIfKnown(object, "uri", dataset.uri());
		putIfKnown(object, "format", dataset.format());
		putIfKnown(object, "snapshot_id", dataset.snapshotId());
		if (!dataset.schema().isEmpty()) {
			object.set("schema", DatlakeJson.node("schema", dataset.schema()));
		}
		if (!dataset.facets().isEmpty()) {
			object.set("facets", DatlakeJson.node("facets", dataset.facets()));
		}
		return object;
	}

	private static void putIfKnown(ObjectNode object, String field, @Nullable String value) {
		if (value != null) {
			object.put(field, value);
		}
	}

	private static ArrayNode artifacts(Collection<RunArtifact> artifacts) {
		ArrayNode array = DatlakeJson.object().putArray("artifacts");
		artifacts.forEach((artifact) -> array.addObject().put("type", artifact.type()).put("uri", artifact.uri()));
		return array;
	}

}
