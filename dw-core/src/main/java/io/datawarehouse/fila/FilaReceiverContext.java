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
import io.micrometer.observation.transport.ReceiverContext;

/**
 * Context of the observation of a message that a listener handles. Its headers carry the
 * trace.
 *
 * @since 1.0.0
 */
public class FilaReceiverContext extends ReceiverContext<Map<String, String>> {

	private final String listenerId;

	private final ConsumeMessage message;

	/**
	 * Create a new context.
	 * @param listenerId the id of the listener
	 * @param message the message
	 */
	public FilaReceiverContext(String listenerId, ConsumeMessage message) {
		super((carrier, key) -> carrier.get(key), Kind.CONSUMER);
		setCarrier(message.headers());
		setRemoteServiceName("fila");
		this.listenerId = listenerId;
		this.message = message;
	}

	/**
	 * The id of the listener.
	 * @return the id
	 */
	public String getListenerId() {
		return this.listenerId;
	}

	/**
	 * The message that is handled.
	 * @return the message
	 */
	public ConsumeMessage getMessage() {
		return this.message;
	}

	/**
	 * How the observation is named. A bean of this type replaces the default.
	 */
	public interface Convention extends ObservationConvention<FilaReceiverContext> {

		@Override
		default boolean supportsContext(Observation.Context context) {
			return context instanceof FilaReceiverContext;
		}

	}

	/**
	 * Default {@link Convention}.
	 */
	public static class DefaultConvention implements Convention {

		/**
		 * The only instance that is needed.
		 */
		public static final DefaultConvention INSTANCE = new DefaultConvention();

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
			return FilaObservation.LISTENER.getName();
		}

		@Override
		public String getContextualName(FilaReceiverContext context) {
			return this.keys.has(DwKeyName.QUEUE) ? context.getMessage().queue() + " receive" : "receive";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(FilaReceiverContext context) {
			KeyValue outcome = DwKeyName.OUTCOME.withValue((context.getError() != null) ? "error" : "success");
			KeyValue listener = FilaObservation.Keys.LISTENER.withValue(context.getListenerId());
			return this.keys.has(DwKeyName.QUEUE)
					? KeyValues.of(DwKeyName.QUEUE.withValue(context.getMessage().queue()), outcome, listener)
					: KeyValues.of(outcome, listener);
		}

		@Override
		public KeyValues getHighCardinalityKeyValues(FilaReceiverContext context) {
			return this.keys.has(DwKeyName.MESSAGE)
					? KeyValues.of(DwKeyName.MESSAGE.withValue(context.getMessage().id())) : KeyValues.empty();
		}

	}

}
