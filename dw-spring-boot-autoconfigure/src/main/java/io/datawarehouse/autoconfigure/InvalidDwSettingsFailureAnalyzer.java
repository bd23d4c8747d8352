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
package io.datawarehouse.autoconfigure;

import java.util.function.Function;
import java.util.stream.Collectors;

import io.datawarehouse.autoconfigure.InvalidDwSettingsException.Problem;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains which settings of a client are wrong, all of them at once.
 */
class InvalidDwSettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidDwSettingsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidDwSettingsException cause) {
		return new FailureAnalysis(
				"The settings of " + cause.getPrefix() + " are not valid:" + list(cause, Problem::reason),
				"Change the configuration:" + list(cause, Problem::action), cause);
	}

	private static String list(InvalidDwSettingsException cause, Function<Problem, String> text) {
		return cause.getProblems()
			.stream()
			.map(text)
			.distinct()
			.collect(Collectors.joining("\n    - ", "\n    - ", ""));
	}

}
