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

/**
 * A subscription of a container could not be made or was lost.
 *
 * @since 1.0.0
 */
public class FilaListenerFailedEvent extends FilaListenerEvent {

	private final transient Throwable failure;

	private final boolean retried;

	FilaListenerFailedEvent(FilaListenerContainer container, Throwable failure, boolean retried) {
		super(container);
		this.failure = failure;
		this.retried = retried;
	}

	/**
	 * What went wrong.
	 * @return the failure
	 */
	public Throwable getFailure() {
		return this.failure;
	}

	/**
	 * Whether the container tries again. Otherwise it stops.
	 * @return {@code true} if it tries again
	 */
	public boolean isRetried() {
		return this.retried;
	}

}
