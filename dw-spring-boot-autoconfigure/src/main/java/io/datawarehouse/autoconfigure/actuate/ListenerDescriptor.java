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
package io.datawarehouse.autoconfigure.actuate;

import java.time.Instant;
import java.util.List;

import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerFailure;
import io.datawarehouse.fila.listener.FilaListenerStats;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the actuator endpoint tells of a listener.
 *
 * @param queues the queues that it listens to
 * @param running whether it runs
 * @param paused whether it is paused
 * @param subscribed whether the broker has taken all its subscriptions
 * @param stats what it has done since it was made
 * @param lastError why it last could not listen, or {@code null}
 * @param lastErrorTime when that was, or {@code null}
 * @since 1.0.0
 */
public record ListenerDescriptor(List<String> queues, boolean running, boolean paused, boolean subscribed,
		FilaListenerStats stats, @Nullable String lastError,
		@Nullable Instant lastErrorTime) implements OperationResponseBody {

	static ListenerDescriptor of(FilaListenerContainer container) {
		FilaListenerFailure failure = container.getLastFailure();
		return new ListenerDescriptor(container.getQueues(), container.isRunning(), container.isPaused(),
				container.isSubscribed(), container.getStats(), (failure != null)
						? failure.failure().getClass().getName() + ": " + failure.failure().getMessage() : null,
				(failure != null) ? failure.time() : null);
	}

}
