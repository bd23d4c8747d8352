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

import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import io.datawarehouse.job.LineageFormat.Outcome;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The observation of a run. What starts and ends the run is a part of it, on whatever
 * thread.
 */
final class ObservedRun {

	private static final String SUCCESS = "success";

	private static final String ERROR = "error";

	private final Observation observation;

	private ObservedRun(Observation observation) {
		this.observation = observation;
	}

	/**
	 * Start a run, which goes on after this method.
	 * @param observation the observation, not started
	 * @param starter starts the run
	 */
	static JobContext start(Observation observation, Function<ObservedRun, JobContext> starter) {
		ObservedRun run = new ObservedRun(observation.start());
		try {
			JobContext job = Objects.requireNonNull(run.part(() -> starter.apply(run)));
			if (observation.getContext() instanceof JobObservationContext context) {
				context.setRunId(job.runId());
			}
			return job;
		}
		catch (RuntimeException | Error ex) {
			run.stop(ERROR, ex);
			throw ex;
		}
	}

	/**
	 * Do a part of the run in the calling thread.
	 */
	<T extends @Nullable Object> T part(Supplier<T> work) {
		return this.observation.scoped(work);
	}

	/**
	 * Do a part of the run in the calling thread.
	 */
	<T extends @Nullable Object, E extends Throwable> T checkedPart(Observation.CheckedCallable<T, E> work) throws E {
		return this.observation.scopedChecked(work);
	}

	void stop(Outcome outcome, @Nullable Throwable failure) {
		stop(switch (outcome) {
			case COMPLETE -> SUCCESS;
			case FAIL -> ERROR;
			case ABORT -> "aborted";
		}, failure);
	}

	private void stop(String outcome, @Nullable Throwable failure) {
		if (this.observation.getContext() instanceof JobObservationContext context) {
			// A run whose end was refused is no success.
			boolean refused = outcome.equals(SUCCESS) && context.getError() != null;
			context.setOutcome(refused ? ERROR : outcome);
			if (failure != null && context.getError() == null) {
				this.observation.error(failure);
			}
		}
		this.observation.stop();
	}

}
