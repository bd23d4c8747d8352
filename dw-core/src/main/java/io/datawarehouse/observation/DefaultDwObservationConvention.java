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

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;

/**
 * Default {@link DwObservationConvention}. The error class is added by Micrometer itself
 * under the key {@code error}.
 *
 * @since 1.0.0
 */
public class DefaultDwObservationConvention implements DwObservationConvention {

	private static final KeyValue SUCCESS = DwKeyName.OUTCOME.withValue("success");

	private static final KeyValue ERROR = DwKeyName.OUTCOME.withValue("error");

	private final ObservedKeys keys;

	/**
	 * Create a convention with all keys.
	 */
	public DefaultDwObservationConvention() {
		this(ObservedKeys.all());
	}

	/**
	 * Create a convention.
	 * @param keys the keys that observations have
	 */
	public DefaultDwObservationConvention(ObservedKeys keys) {
		this.keys = keys;
	}

	@Override
	public @Nullable String getName() {
		return null;
	}

	@Override
	public String getContextualName(DwObservationContext context) {
		String target = context.getTarget();
		boolean told = target != null && this.keys.has(context.getObservation().targetKey());
		return told ? context.getOperation() + " " + target : context.getOperation();
	}

	@Override
	public KeyValues getLowCardinalityKeyValues(DwObservationContext context) {
		KeyValue operation = DwKeyName.OPERATION.withValue(context.getOperation());
		KeyValue outcome = (context.getError() != null) ? ERROR : SUCCESS;
		DwKeyName key = context.getObservation().targetKey();
		if (!this.keys.has(key)) {
			return KeyValues.of(operation, outcome);
		}
		String target = context.getTarget();
		return KeyValues.of(operation, outcome, key.withValue((target != null) ? target : KeyValue.NONE_VALUE));
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(DwObservationContext context) {
		Object detail = context.getDetail();
		DwKeyName key = context.getObservation().detailKey();
		return (detail != null && this.keys.has(key)) ? KeyValues.of(key.withValue(detail.toString()))
				: KeyValues.empty();
	}

}
