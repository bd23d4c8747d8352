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

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and writes a parent as the JSON of the variable {@code OPENLINEAGE_CONTEXT}:
 * objects {@code parent} and {@code root}, each with its {@code run} and {@code job}.
 */
final class ParentRunJson {

	private ParentRunJson() {
	}

	static String write(ParentRun parent) {
		ObjectNode json = DatlakeJson.object();
		write(json.putObject("parent"), parent);
		write(json.putObject("root"), parent.rootOrSelf());
		return json.toString();
	}

	private static void write(ObjectNode json, ParentRun run) {
		json.putObject("run").put("runId", run.runId());
		json.putObject("job").put("namespace", run.namespace()).put("name", run.jobName());
	}

	/**
	 * The parent that the variable tells.
	 * @return the parent, or {@code null} if it tells none or nonsense
	 */
	static @Nullable ParentRun read(@Nullable String text) {
		ObjectNode json = (text != null) ? DatlakeJson.parseObject(text.getBytes(StandardCharsets.UTF_8)) : null;
		if (json == null) {
			return null;
		}
		ParentRun root = read(json.path("root"), null);
		ParentRun parent = read(json.path("parent"), null);
		boolean same = root == null || root.equals(parent);
		return (parent == null || same) ? parent : read(json.path("parent"), root);
	}

	private static @Nullable ParentRun read(JsonNode json, @Nullable ParentRun root) {
		String namespace = json.path("job").path("namespace").asString("");
		String name = json.path("job").path("name").asString("");
		String runId = json.path("run").path("runId").asString("");
		boolean complete = !namespace.isBlank() && !name.isBlank() && !runId.isBlank();
		return complete ? new ParentRun(namespace, name, runId, root) : null;
	}

}
