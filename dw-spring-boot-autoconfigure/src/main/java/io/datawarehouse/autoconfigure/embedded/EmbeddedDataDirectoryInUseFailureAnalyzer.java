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

package io.datawarehouse.autoconfigure.embedded;

import io.datawarehouse.embedded.EmbeddedDataDirectoryInUseException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains that two applications want the same embedded data.
 */
class EmbeddedDataDirectoryInUseFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedDataDirectoryInUseException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedDataDirectoryInUseException cause) {
		return new FailureAnalysis(
				"The data directory of the embedded servers, %s, is in use by another application."
					.formatted(cause.getDirectory()),
				"Stop the other application, name another directory in dw.embedded.data-dir, or set dw.embedded.in-memory=true.",
				cause);
	}

}
