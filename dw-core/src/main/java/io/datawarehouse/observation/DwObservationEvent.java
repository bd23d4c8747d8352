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

/**
 * What happens in the course of observations. Micrometer counts each event under the name
 * of its observation, such as {@code dw.storage.retries}, and tracers note it in the
 * span.
 *
 * @since 1.0.0
 */
public enum DwObservationEvent implements Observation.Event {

	/**
	 * A call is made again because it failed in passing.
	 */
	RETRY("retries", "retry");

	private final String name;

	private final String contextualName;

	DwObservationEvent(String name, String contextualName) {
		this.name = name;
		this.contextualName = contextualName;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public String getContextualName() {
		return this.contextualName;
	}

}
