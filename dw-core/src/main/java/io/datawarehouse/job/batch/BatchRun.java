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

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.RunOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * The run of one execution of a job or of a step.
 */
final class BatchRun {

	private static final char PARTITION = ':';

	private final JobContext context;

	private final JobContext.@Nullable Scope scope;

	private BatchRun(JobContext context, JobContext.@Nullable Scope scope) {
		this.context = context;
		this.scope = scope;
	}

	static BatchRun start(JobContextFactory jobs, JobExecution execution) {
		Map<String, Object> metadata = Map.of("batch_job_instance_id", execution.getJobInstanceId(),
				"batch_job_execution_id", execution.getId());
		return new BatchRun(jobs.start(RunOptions.of(jobName(execution)).withMetadata(metadata)), null);
	}

	/**
	 * Start the run of a step, perhaps in another thread than that of the job.
	 */
	static BatchRun start(JobContextFactory jobs, StepExecution execution, @Nullable JobContext parent) {
		Map<String, Object> metadata = Map.of("batch_job_execution_id", execution.getJobExecutionId(),
				"batch_step_execution_id", execution.getId(), "batch_step", execution.getStepName());
		RunOptions options = RunOptions.of(jobName(execution.getJobExecution()) + "." + stepName(execution))
			.withMetadata(metadata);
		boolean elsewhere = parent != null && JobContext.current() != parent;
		JobContext.Scope scope = elsewhere ? parent.makeCurrent() : null;
		try {
			return new BatchRun(jobs.start(options), scope);
		}
		catch (RuntimeException ex) {
			if (scope != null) {
				scope.close();
			}
			throw ex;
		}
	}

	private static String jobName(JobExecution execution) {
		return clean(execution.getJobInstance().getJobName());
	}

	/**
	 * All partitions of a step are one job, as there may be any number of them.
	 */
	private static String stepName(StepExecution execution) {
		String name = execution.getStepName();
		int partition = name.indexOf(PARTITION);
		return clean((partition > 0) ? name.substring(0, partition) : name);
	}

	private static String clean(String name) {
		return name.replaceAll("[/\\p{Cntrl}]", "_");
	}

	JobContext context() {
		return this.context;
	}

	void end(JobExecution execution) {
		end(execution.getStatus(), execution.getExitStatus(), execution.getStepExecutions(),
				execution.getAllFailureExceptions());
	}

	void end(StepExecution execution) {
		try {
			end(execution.getStatus(), execution.getExitStatus(), List.of(execution), execution.getFailureExceptions());
		}
		finally {
			if (this.scope != null) {
				this.scope.close();
			}
		}
	}

	private void end(BatchStatus status, ExitStatus exit, Collection<StepExecution> steps, List<Throwable> failures) {
		if (this.context.isEnded()) {
			return;
		}
		this.context.putMetadata("batch_status", status.name());
		this.context.putMetadata("exit_code", exit.getExitCode());
		put("read_count", steps, StepExecution::getReadCount);
		put("write_count", steps, StepExecution::getWriteCount);
		put("filter_count", steps, StepExecution::getFilterCount);
		put("read_skip_count", steps, StepExecution::getReadSkipCount);
		put("process_skip_count", steps, StepExecution::getProcessSkipCount);
		put("write_skip_count", steps, StepExecution::getWriteSkipCount);
		put("commit_count", steps, StepExecution::getCommitCount);
		put("rollback_count", steps, StepExecution::getRollbackCount);
		if (status == BatchStatus.STOPPED || status == BatchStatus.STOPPING) {
			this.context.abort("the batch job was stopped");
		}
		else if (status == BatchStatus.COMPLETED) {
			this.context.complete();
		}
		else {
			this.context.fail(failures.isEmpty()
					? new IllegalStateException("batch status " + status + ", exit code " + exit.getExitCode())
					: failures.get(0));
		}
	}

	/**
	 * Put the sum over the steps. Partitions are counted by the step that they belong to.
	 */
	private void put(String name, Collection<StepExecution> steps, ToLongFunction<StepExecution> count) {
		boolean one = steps.size() == 1;
		this.context.putMetadata(name,
				steps.stream()
					.filter((step) -> one || step.getStepName().indexOf(PARTITION) < 0)
					.mapToLong(count)
					.sum());
	}

}
