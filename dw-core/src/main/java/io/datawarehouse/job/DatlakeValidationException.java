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

import java.io.Serializable;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the Datlake catalog finds a call malformed (statuses 400 and 422).
 *
 * @since 1.0.0
 */
public class DatlakeValidationException extends DatlakeException {

	private final List<Violation> violations;

	/**
	 * Create a new exception.
	 * @param message what was asked, what happened and what to do
	 * @param request the call that failed
	 * @param status the HTTP status of the answer
	 * @param cause the underlying failure, or {@code null} if there is none
	 * @param violations what the catalog found wrong, one by one
	 */
	public DatlakeValidationException(String message, DatlakeRequest request, @Nullable Integer status,
			@Nullable Throwable cause, List<Violation> violations) {
		super(message, request, status, cause);
		this.violations = List.copyOf(violations);
	}

	/**
	 * What the catalog found wrong, one by one.
	 * @return the violations, empty if the catalog told a plain text only
	 */
	public List<Violation> getViolations() {
		return this.violations;
	}

	/**
	 * One thing that the catalog found wrong.
	 *
	 * @param location where, such as {@code body.table_name}
	 * @param message what is wrong
	 * @param type the kind of violation, such as {@code missing}
	 */
	public record Violation(String location, String message, String type) implements Serializable {
	}

}
