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

package io.datawarehouse.retry;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Tells which failures of a remote call are worth another attempt.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface FailureClassifier {

	/**
	 * Whether the same call may succeed when it is made again.
	 * @param failure the failure of an attempt
	 * @return {@code true} if another attempt makes sense and is safe
	 */
	boolean isTransient(Throwable failure);

	/**
	 * How long the server asked to be left alone, as told by a {@code Retry-After} header
	 * or the like.
	 * @param failure the failure of an attempt
	 * @return the least delay before the next attempt, or {@code null} if the server did
	 * not say
	 */
	default @Nullable Duration retryAfter(Throwable failure) {
		return null;
	}

}
