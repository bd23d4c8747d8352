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

package io.datawarehouse.job.batch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.core.Ordered;

/**
 * Makes every execution of a Spring Batch job a run, and every execution of its steps a
 * run inside it, named {@code job.step}. A run tells the counts of what was read,
 * written, filtered and skipped, and the exit status. A job that is started again is a
 * further run with the same {@code batch_job_instance_id}; steps that need not be done
 * again have no run there. Inside a step, {@link JobContext#current()} is its run.
 * <p>
 * Register it as a listener of the job and of each of its steps.
 *
 * @since 1.0.0
 */
public class BatchRunListener implements JobExecutionListener, StepExecutionListener, Ordered {

	private final Supplier<? extends @Nullable JobContextFactory> jobs;

	private final Map<Long, BatchRun> jobRuns = new ConcurrentHashMap<>();

	private final Map<StepKey, BatchRun> stepRuns = new ConcurrentHashMap<>();

	/**
	 * Create a new listener.
	 * @param jobs gives the factory of the runs when the first is started, or
	 * {@code null} for no runs
	 */
	public BatchRunListener(Supplier<? extends @Nullable JobContextFactory> jobs) {
		this.jobs = jobs;
	}

	/**
	 * The first to be told of a beginning is the last to be told of its end.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void beforeJob(JobExecution execution) {
		JobContextFactory jobs = this.jobs.get();
		// A listener may be registered twice: by hand and by the auto-configuration.
		if (jobs != null && !this.jobRuns.containsKey(execution.getId())) {
			this.jobRuns.put(execution.getId(), BatchRun.start(jobs, execution));
		}
	}

	@Override
	public void afterJob(JobExecution execution) {
		BatchRun run = this.jobRuns.remove(execution.getId());
		if (run != null) {
			run.end(execution);
		}
	}

	@Override
	public void beforeStep(StepExecution execution) {
		JobContextFactory jobs = this.jobs.get();
		StepKey key = StepKey.of(execution);
		if (jobs != null && !this.stepRuns.containsKey(key)) {
			// None when the job runs in another process.
			BatchRun job = this.jobRuns.get(execution.getJobExecutionId());
			this.stepRuns.put(key, BatchRun.start(jobs, execution, (job != null) ? job.context() : null));
		}
	}

	@Override
	public @Nullable ExitStatus afterStep(StepExecution execution) {
		BatchRun run = this.stepRuns.remove(StepKey.of(execution));
		if (run != null) {
			run.end(execution);
		}
		return null;
	}

	private record StepKey(long jobExecutionId, String step) {

		static StepKey of(StepExecution execution) {
			return new StepKey(execution.getJobExecutionId(), execution.getStepName());
		}

	}

}
