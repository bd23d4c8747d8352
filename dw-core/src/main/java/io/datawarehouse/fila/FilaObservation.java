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

import java.util.function.Supplier;

import io.datawarehouse.observation.DwKeyName;
import io.datawarehouse.observation.DwObservationEvent;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.docs.ObservationDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * The observations of messages that cross the broker. The calls that carry them are
 * observed on their own as {@code dw.fila}.
 *
 * @since 1.0.0
 */
public enum FilaObservation implements ObservationDocumentation {

	/**
	 * A message that {@link FilaTemplate} sends.
	 */
	TEMPLATE("dw.fila.template", FilaSenderContext.DefaultConvention.class),

	/**
	 * A message that a listener handles.
	 */
	LISTENER("dw.fila.listener", FilaReceiverContext.DefaultConvention.class);

	private final String name;

	private final Class<? extends ObservationConvention<? extends Observation.Context>> convention;

	FilaObservation(String name, Class<? extends ObservationConvention<? extends Observation.Context>> convention) {
		this.name = name;
		this.convention = convention;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
		return this.convention;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		KeyName[] names = { DwKeyName.QUEUE, DwKeyName.OUTCOME };
		return (this == LISTENER) ? new KeyName[] { names[0], names[1], Keys.LISTENER } : names;
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return new KeyName[] { DwKeyName.MESSAGE };
	}

	/**
	 * What happens in the course of an observation.
	 * @return for the listener the retries in place, otherwise none
	 */
	@Override
	public Observation.Event[] getEvents() {
		return (this == LISTENER) ? DwObservationEvent.values() : EMPTY_EVENT_NAMES;
	}

	static Observation send(ObservationRegistry registry, FilaSenderContext.@Nullable Convention convention,
			FilaSenderContext context) {
		boolean plain = convention != null && convention.getClass() == FilaSenderContext.DefaultConvention.class;
		return TEMPLATE.observation(plain ? null : convention,
				plain ? convention : FilaSenderContext.DefaultConvention.INSTANCE, () -> context, registry);
	}

	/**
	 * Create the observation of a message that a listener handles, not started yet.
	 * @param registry the registry that is told of the observation
	 * @param convention the convention that names it, or {@code null} for the default. A
	 * plain {@link FilaReceiverContext.DefaultConvention} gives way to the global
	 * conventions of the registry, as the default does
	 * @param context makes the context, if it is needed
	 * @return a new observation, a no-op if the registry is
	 */
	public static Observation receive(ObservationRegistry registry, FilaReceiverContext.@Nullable Convention convention,
			Supplier<FilaReceiverContext> context) {
		boolean plain = convention != null && convention.getClass() == FilaReceiverContext.DefaultConvention.class;
		return LISTENER.observation(plain ? null : convention,
				plain ? convention : FilaReceiverContext.DefaultConvention.INSTANCE, context, registry);
	}

	/**
	 * Keys that only messages have.
	 */
	public enum Keys implements KeyName {

		/**
		 * Id of the listener.
		 */
		LISTENER;

		@Override
		public String asString() {
			return "listener";
		}

	}

}
