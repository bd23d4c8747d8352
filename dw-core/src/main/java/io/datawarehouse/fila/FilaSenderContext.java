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

package io.datawarehouse.fila;

import java.util.Map;

import io.datawarehouse.observation.DwKeyName;
import io.datawarehouse.observation.ObservedKeys;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;

/**
 * Context of the observation of messages that are sent. Their headers carry the trace.
 *
 * @since 1.0.0
 */
public class FilaSenderContext extends SenderContext<Map<String, String>> {

	private final String queue;

	private @Nullable String messageId;

	/**
	 * Create a new context.
	 * @param queue the queue
	 * @param headers the headers that take the trace, modifiable
	 */
	public FilaSenderContext(String queue, Map<String, String> headers) {
		super((carrier, key, value) -> {
			if (carrier != null) {
				carrier.put(key, value);
			}
		}, Kind.PRODUCER);
		setCarrier(headers);
		setRemoteServiceName("fila");
		this.queue = queue;
	}

	/**
	 * The queue that is sent to.
	 * @return the name of the queue
	 */
	public String getQueue() {
		return this.queue;
	}

	/**
	 * The id of the message.
	 * @return the id, or {@code null} if the broker has not told it yet or there are many
	 * messages
	 */
	public @Nullable String getMessageId() {
		return this.messageId;
	}

	void setMessageId(@Nullable String messageId) {
		this.messageId = messageId;
	}

	/**
	 * How the observation is named. A bean of this type replaces the default.
	 */
	public interface Convention extends ObservationConvention<FilaSenderContext> {

		@Override
		default boolean supportsContext(Observation.Context context) {
			return context instanceof FilaSenderContext;
		}

	}

	/**
	 * Default {@link Convention}.
	 */
	public static class DefaultConvention implements Convention {

		static final DefaultConvention INSTANCE = new DefaultConvention();

		private final ObservedKeys keys;

		/**
		 * Create a convention with all keys.
		 */
		public DefaultConvention() {
			this(ObservedKeys.all());
		}

		/**
		 * Create a convention.
		 * @param keys the keys that observations have
		 */
		public DefaultConvention(ObservedKeys keys) {
			this.keys = keys;
		}

		@Override
		public String getName() {
			return FilaObservation.TEMPLATE.getName();
		}

		@Override
		public String getContextualName(FilaSenderContext context) {
			return this.keys.has(DwKeyName.QUEUE) ? context.getQueue() + " send" : "send";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(FilaSenderContext context) {
			KeyValue outcome = DwKeyName.OUTCOME.withValue((context.getError() != null) ? "error" : "success");
			return this.keys.has(DwKeyName.QUEUE) ? KeyValues.of(DwKeyName.QUEUE.withValue(context.getQueue()), outcome)
					: KeyValues.of(outcome);
		}

		@Override
		public KeyValues getHighCardinalityKeyValues(FilaSenderContext context) {
			String id = context.getMessageId();
			return (id != null && this.keys.has(DwKeyName.MESSAGE)) ? KeyValues.of(DwKeyName.MESSAGE.withValue(id))
					: KeyValues.empty();
		}

	}

}
