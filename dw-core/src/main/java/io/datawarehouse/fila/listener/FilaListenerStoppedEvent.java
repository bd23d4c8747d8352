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

package io.datawarehouse.fila.listener;

import org.jspecify.annotations.Nullable;

/**
 * A container has stopped.
 *
 * @since 1.0.0
 */
public class FilaListenerStoppedEvent extends FilaListenerEvent {

	private final Reason reason;

	private final transient @Nullable Throwable failure;

	private final int unfinished;

	FilaListenerStoppedEvent(FilaListenerContainer container, Reason reason, @Nullable Throwable failure,
			int unfinished) {
		super(container);
		this.reason = reason;
		this.failure = failure;
		this.unfinished = unfinished;
	}

	/**
	 * Why the container stopped.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	/**
	 * The failure that stopped the container.
	 * @return the failure, or {@code null} if it was asked to stop
	 */
	public @Nullable Throwable getFailure() {
		return this.failure;
	}

	/**
	 * How many messages were not finished in time.
	 * @return the number of messages, 0 after an orderly stop
	 */
	public int getUnfinished() {
		return this.unfinished;
	}

	/**
	 * Why a container stops.
	 */
	public enum Reason {

		/**
		 * It was asked to.
		 */
		REQUESTED,

		/**
		 * The broker does not know the API key.
		 */
		UNAUTHENTICATED,

		/**
		 * The API key lacks the permission to consume.
		 */
		PERMISSION_DENIED

	}

}
