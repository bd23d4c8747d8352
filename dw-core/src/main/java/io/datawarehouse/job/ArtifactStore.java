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

import org.springframework.core.io.Resource;

/**
 * Takes the files that belong to runs, such as logs and reports.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface ArtifactStore {

	/**
	 * Store a file, streaming it.
	 * @param object the key of the file, such as {@code jobs/etl/run/run.log}
	 * @param content the content, read again when it has to be sent again
	 * @param contentType the type of the content
	 * @return where the file lies
	 */
	String store(String object, Resource content, String contentType);

}
