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

package io.datawarehouse.embedded.job;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request that came to a {@link RecordingCatalog}.
 *
 * @param number its place in the order in which requests came, from 1
 * @param at when it came
 * @param call which call it is
 * @param method the HTTP method
 * @param path the path with its query, percent-encoded as it came
 * @param headers the headers by their names, as they came but for those that hold keys
 * @param body the start of the body, at most 64 KB
 * @param status the HTTP status of the answer, or 0 if there is none, or none yet
 * @since 1.0.0
 */
public record RecordedRequest(long number, Instant at, CatalogCall call, String method, String path,
		Map<String, List<String>> headers, String body, int status) {

	/**
	 * Look up a header.
	 * @param name its name, in any case
	 * @return its first value, or {@code null} if there is none
	 */
	public @Nullable String header(String name) {
		for (Map.Entry<String, List<String>> header : this.headers.entrySet()) {
			if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
				return header.getValue().get(0);
			}
		}
		return null;
	}

	/**
	 * Read the body.
	 * @return its fields, empty if it is no JSON object
	 */
	public Map<String, Object> json() {
		return CatalogJson.looseMap(this.body);
	}

	RecordedRequest answered(String body, int status) {
		return new RecordedRequest(this.number, this.at, this.call, this.method, this.path, this.headers, body, status);
	}

}
