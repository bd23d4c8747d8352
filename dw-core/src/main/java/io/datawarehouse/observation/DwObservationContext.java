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

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * {@link Observation.Context} of one operation of a DataWarehouse client.
 *
 * @since 1.0.0
 */
public class DwObservationContext extends Observation.Context {

	private final DwObservation observation;

	private final String operation;

	private final @Nullable String target;

	private @Nullable Object detail;

	DwObservationContext(DwObservation observation, String operation, @Nullable String target,
			@Nullable Object detail) {
		this.observation = observation;
		this.operation = operation;
		this.target = target;
		this.detail = detail;
	}

	/**
	 * Which of the clients is observed.
	 * @return the documented observation
	 */
	public DwObservation getObservation() {
		return this.observation;
	}

	/**
	 * The operation, such as {@code retrieve}.
	 * @return the name of the operation
	 */
	public String getOperation() {
		return this.operation;
	}

	/**
	 * The bucket, job or queue that the operation is about.
	 * @return the target, or {@code null} if there is none
	 */
	public @Nullable String getTarget() {
		return this.target;
	}

	/**
	 * The URI, run id or message id that the operation is about.
	 * @return the detail, or {@code null} if there is none or it is not known yet
	 */
	public @Nullable Object getDetail() {
		return this.detail;
	}

	/**
	 * Set the detail when only the server's answer tells it.
	 * @param detail the URI, run id or message id
	 */
	public void setDetail(@Nullable Object detail) {
		this.detail = detail;
	}

}
