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

package io.datawarehouse.autoconfigure.storage;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the settings of the object store's client are wrong or contradict one
 * another.
 *
 * @since 1.0.0
 */
public class InvalidDwStorageSettingsException extends RuntimeException {

	private final transient List<Problem> problems;

	InvalidDwStorageSettingsException(List<Problem> problems, @Nullable Throwable cause) {
		super("The settings of the object store are not valid: "
				+ problems.stream().map(Problem::reason).collect(Collectors.joining("; ")), cause);
		this.problems = List.copyOf(problems);
	}

	/**
	 * What is wrong.
	 * @return the problems, at least one
	 */
	public List<Problem> getProblems() {
		return this.problems;
	}

	/**
	 * One thing that is wrong.
	 *
	 * @param reason what is wrong, with the names of the properties
	 * @param action what to do about it
	 */
	public record Problem(String reason, String action) {

	}

}
