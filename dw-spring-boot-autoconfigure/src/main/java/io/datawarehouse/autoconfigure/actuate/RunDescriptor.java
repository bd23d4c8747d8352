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
package io.datawarehouse.autoconfigure.actuate;

import java.time.Duration;

import io.datawarehouse.job.JobContext;
import org.jspecify.annotations.Nullable;

/**
 * What the actuator endpoint tells of a run.
 *
 * @param job the name of the job
 * @param run the id of the run
 * @param parent the id of the run that this one was started in, or {@code null}
 * @param elapsed how long it has taken so far
 * @param degraded whether the catalog was away when it began
 * @since 1.0.0
 */
public record RunDescriptor(String job, String run, @Nullable String parent, Duration elapsed, boolean degraded) {

	static RunDescriptor of(JobContext run) {
		JobContext parent = run.parent();
		return new RunDescriptor(run.jobName(), run.runId(), (parent != null) ? parent.runId() : null, run.elapsed(),
				run.isDegraded());
	}

}
