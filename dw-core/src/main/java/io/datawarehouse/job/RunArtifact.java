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

import org.springframework.util.Assert;

/**
 * A file that belongs to a run, such as its log or a report.
 *
 * @param type the kind of artifact, such as {@code log}
 * @param uri where the artifact lies
 * @since 1.0.0
 */
public record RunArtifact(String type, String uri) {

	public RunArtifact {
		Assert.hasText(type, "type of an artifact must not be empty");
		Assert.hasText(uri, () -> "uri of artifact '" + type + "' must not be empty");
	}

}
