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

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when the Datlake catalog could not be reached, did not answer in time, or asked
 * to come back later (statuses 408, 425, 429, 502, 503 and 504). The same call may
 * succeed later.
 *
 * @since 1.0.0
 */
public class DatlakeTransientException extends DatlakeException {

	private final boolean refused;

	private final @Nullable Duration retryAfter;

	/**
	 * Create a new exception.
	 * @param message what was asked, what happened and what to do
	 * @param request the call that failed
	 * @param status the HTTP status of the answer, or {@code null} if there was none
	 * @param cause the underlying failure, or {@code null} if there is none
	 * @param refused whether no connection could be made, so that nothing was sent
	 * @param retryAfter how long the catalog asked to be left alone, or {@code null}
	 */
	public DatlakeTransientException(String message, DatlakeRequest request, @Nullable Integer status,
			@Nullable Throwable cause, boolean refused, @Nullable Duration retryAfter) {
		super(message, request, status, cause);
		this.refused = refused;
		this.retryAfter = retryAfter;
	}

	/**
	 * Whether no connection could be made. The catalog then did not see the call, so that
	 * it is safe to make again.
	 * @return {@code true} if nothing was sent
	 */
	public boolean isRefused() {
		return this.refused;
	}

	/**
	 * How long the catalog asked to be left alone.
	 * @return the least delay before the next call, or {@code null} if it did not say
	 */
	public @Nullable Duration getRetryAfter() {
		return this.retryAfter;
	}

	/**
	 * Whether the catalog may have acted on the call although no good answer came.
	 */
	boolean isOutcomeUnknown() {
		Integer status = getStatus();
		return (status != null) ? status == 408 || status == 502 || status == 504 : !this.refused;
	}

}
