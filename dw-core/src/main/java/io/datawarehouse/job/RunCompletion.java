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
import java.util.List;
import java.util.Map;

/**
 * How a run ended and what it touched.
 *
 * @param success whether the run succeeded
 * @param metadata what else is worth knowing, written as JSON
 * @param inputs what the run read
 * @param outputs what the run wrote
 * @param artifacts the files that belong to the run
 * @since 1.0.0
 */
public record RunCompletion(boolean success, Map<String, ?> metadata, List<LineageDataset> inputs,
		List<LineageDataset> outputs, List<RunArtifact> artifacts) {

	public RunCompletion {
		metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
		inputs = List.copyOf(inputs);
		outputs = List.copyOf(outputs);
		artifacts = List.copyOf(artifacts);
	}

	/**
	 * A completion that tells nothing but the outcome.
	 * @param success whether the run succeeded
	 * @return the completion
	 */
	public static RunCompletion of(boolean success) {
		return new RunCompletion(success, Map.of(), List.of(), List.of(), List.of());
	}

}
