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
package io.datawarehouse.autoconfigure.observation;

import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.observation.DwKeyName;
import io.datawarehouse.observation.DwObservationEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Takes the outcome from the meters of what has not ended: it would tell of a success
 * that nobody knows yet.
 */
class UnfinishedMeterFilter implements MeterFilter {

	private static final String PREFIX = "dw.";

	private static final String ACTIVE = ".active";

	private static final String RETRIES = "." + DwObservationEvent.RETRY.getName();

	@Override
	public Meter.Id map(Meter.Id id) {
		String name = id.getName();
		if (!name.startsWith(PREFIX) || !(name.endsWith(ACTIVE) || name.endsWith(RETRIES))) {
			return id;
		}
		List<Tag> tags = new ArrayList<>(id.getTags());
		boolean told = tags.removeIf((tag) -> tag.getKey().equals(DwKeyName.OUTCOME.asString()));
		return told ? id.replaceTags(tags) : id;
	}

}
