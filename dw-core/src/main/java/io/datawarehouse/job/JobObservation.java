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

package io.datawarehouse.job;

import io.datawarehouse.observation.DwKeyName;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.docs.ObservationDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * The observations of jobs. The calls that tell the catalog of them are observed on their
 * own as {@code dw.jobs}.
 *
 * @since 1.0.0
 */
public enum JobObservation implements ObservationDocumentation {

	/**
	 * A run of a job, from its start until it is told how it ended. What is done by
	 * {@link JobContextFactory#run(String, JobWork)} and its siblings, or by a
	 * {@link LineageJob} method, is a part of it.
	 */
	RUN("dw.jobs.run");

	private final String name;

	JobObservation(String name) {
		this.name = name;
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
		return JobObservationContext.DefaultConvention.class;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return new KeyName[] { DwKeyName.OUTCOME, DwKeyName.JOB };
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return new KeyName[] { DwKeyName.RUN };
	}

	static Observation run(ObservationRegistry registry, JobObservationContext.@Nullable Convention convention,
			String jobName) {
		boolean plain = convention != null && convention.getClass() == JobObservationContext.DefaultConvention.class;
		return RUN.observation(plain ? null : convention,
				plain ? convention : JobObservationContext.DefaultConvention.INSTANCE,
				() -> new JobObservationContext(jobName), registry);
	}

}
