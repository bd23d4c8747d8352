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

package io.datawarehouse.observation;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.docs.ObservationDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * The observations of the DataWarehouse clients: one per client, with the operation as a
 * key.
 *
 * @since 1.0.0
 */
public enum DwObservation implements ObservationDocumentation {

	/**
	 * An operation on the object store.
	 */
	STORAGE("dw.storage", DwKeyName.BUCKET, DwKeyName.URI),

	/**
	 * A call to the Datlake catalog.
	 */
	JOBS("dw.jobs", DwKeyName.JOB, DwKeyName.RUN),

	/**
	 * A call to the Fila broker.
	 */
	FILA("dw.fila", DwKeyName.QUEUE, DwKeyName.MESSAGE);

	private final String name;

	private final DwKeyName target;

	private final DwKeyName detail;

	private final DwObservationConvention convention = new DefaultDwObservationConvention();

	DwObservation(String name, DwKeyName target, DwKeyName detail) {
		this.name = name;
		this.target = target;
		this.detail = detail;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
		return DefaultDwObservationConvention.class;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return new KeyName[] { DwKeyName.OPERATION, DwKeyName.OUTCOME, this.target };
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return new KeyName[] { this.detail };
	}

	/**
	 * Create the observation of one operation, not started yet. Run it with
	 * {@link Observation#observe} or its checked sibling, and nowhere else.
	 * @param registry the registry that is told of the observation
	 * @param convention the convention that names it, or {@code null} for the default
	 * @param operation the operation, such as {@code retrieve}: of low cardinality
	 * @param target the bucket, job or queue, or {@code null} if there is none
	 * @param detail the URI, run id or message id, or {@code null} if there is none
	 * @return a new observation, a no-op if the registry is
	 */
	public Observation operation(ObservationRegistry registry, @Nullable DwObservationConvention convention,
			String operation, @Nullable String target, @Nullable Object detail) {
		return observation(convention, this.convention, () -> new DwObservationContext(this, operation, target, detail),
				registry);
	}

	KeyName targetKey() {
		return this.target;
	}

	KeyName detailKey() {
		return this.detail;
	}

}
