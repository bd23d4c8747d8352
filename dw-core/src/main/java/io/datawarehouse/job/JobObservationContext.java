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
import io.datawarehouse.observation.ObservedKeys;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * Context of the observation of a run.
 *
 * @since 1.0.0
 */
public class JobObservationContext extends Observation.Context {

	private final String jobName;

	private volatile @Nullable String runId;

	private volatile String outcome = "unknown";

	/**
	 * Create a new context.
	 * @param jobName the name of the job
	 */
	public JobObservationContext(String jobName) {
		this.jobName = jobName;
	}

	/**
	 * The job that is run.
	 * @return the name of the job
	 */
	public String getJobName() {
		return this.jobName;
	}

	/**
	 * The id of the run.
	 * @return the id, or {@code null} while the run is being started
	 */
	public @Nullable String getRunId() {
		return this.runId;
	}

	/**
	 * How the run ended.
	 * @return {@code success}, {@code error}, {@code aborted}, or {@code unknown} while
	 * it has not
	 */
	public String getOutcome() {
		return this.outcome;
	}

	void setRunId(String runId) {
		this.runId = runId;
	}

	void setOutcome(String outcome) {
		this.outcome = outcome;
	}

	/**
	 * How the observation is named. A bean of this type replaces the default.
	 */
	public interface Convention extends ObservationConvention<JobObservationContext> {

		@Override
		default boolean supportsContext(Observation.Context context) {
			return context instanceof JobObservationContext;
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
			return JobObservation.RUN.getName();
		}

		@Override
		public String getContextualName(JobObservationContext context) {
			return this.keys.has(DwKeyName.JOB) ? "run " + context.getJobName() : "run";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(JobObservationContext context) {
			KeyValues outcome = KeyValues.of(DwKeyName.OUTCOME.withValue(context.getOutcome()));
			return this.keys.has(DwKeyName.JOB) ? outcome.and(DwKeyName.JOB.withValue(context.getJobName())) : outcome;
		}

		@Override
		public KeyValues getHighCardinalityKeyValues(JobObservationContext context) {
			String run = context.getRunId();
			return (run != null && this.keys.has(DwKeyName.RUN)) ? KeyValues.of(DwKeyName.RUN.withValue(run))
					: KeyValues.empty();
		}

	}

}
