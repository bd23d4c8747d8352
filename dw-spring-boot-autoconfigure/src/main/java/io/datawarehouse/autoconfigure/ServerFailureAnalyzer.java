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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains what a server, or the way to it, did to an application that spoke to it during
 * its start: what happened stands in the failure, what to do is found here.
 *
 * @param <T> the failures of a client
 */
abstract class ServerFailureAnalyzer<T extends Throwable> extends AbstractFailureAnalyzer<T> {

	@Override
	protected final @Nullable FailureAnalysis analyze(Throwable rootFailure, T cause) {
		String action = action(cause);
		return (action != null) ? new FailureAnalysis(String.valueOf(cause.getMessage()), action, cause) : null;
	}

	/**
	 * Tell what to do.
	 * @param failure the failure
	 * @return what to do, or {@code null} if that is not known
	 */
	abstract @Nullable String action(T failure);

}
