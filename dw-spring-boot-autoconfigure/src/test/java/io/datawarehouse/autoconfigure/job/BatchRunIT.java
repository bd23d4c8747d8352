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

package io.datawarehouse.autoconfigure.job;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.embedded.job.CatalogRun;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.job.RunStatus;
import io.datawarehouse.job.JobContext;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Batch jobs in a database are runs in the embedded catalog.
 */
class BatchRunIT {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwJobAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.storage.enabled=false", "dw.fila.enabled=false")
		.withUserConfiguration(Batch.class);

	@Test
	void jobAndItsStepsAreRunsWithTheirCounts() {
		this.runner.run((context) -> {
			assertThat(start(context, "import", "1").getStatus()).isEqualTo(BatchStatus.COMPLETED);
			EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
			CatalogRun job = catalog.latestRun("import").run();
			assertThat(job.status()).isEqualTo(RunStatus.SUCCESS);
			assertThat(job.result()).containsEntry("exit_code", "COMPLETED")
				.containsEntry("batch_status", "COMPLETED")
				.containsEntry("read_count", 10)
				.containsEntry("write_count", 7)
				.containsEntry("filter_count", 1)
				.containsEntry("process_skip_count", 2);
			CatalogRun load = catalog.latestRun("import.load").run();
			assertThat(load.parentRunId()).isEqualTo(job.runId());
			assertThat(load.result()).containsEntry("read_count", 10).containsEntry("seen_in_step", load.runId());
			CatalogRun check = catalog.latestRun("import.check").run();
			assertThat(check.parentRunId()).isEqualTo(job.runId());
			assertThat(check.metadata()).containsEntry("batch_step", "check")
				.containsEntry("batch_job_execution_id", job.metadata().get("batch_job_execution_id"));
			assertThat(catalog.runs()).hasSize(3);
			assertThat(JobContext.current()).isNull();
		});
	}

	@Test
	void restartIsAFurtherRunOfTheSameInstanceWithoutTheStepsThatAreDone() {
		this.runner.run((context) -> {
			Batch batch = context.getBean(Batch.class);
			batch.broken.set(true);
			assertThat(start(context, "import", "1").getStatus()).isEqualTo(BatchStatus.FAILED);
			EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
			CatalogRun failed = catalog.latestRun("import").run();
			assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
			assertThat(failed.error()).isEqualTo("broken");
			assertThat(failed.result()).containsEntry("exit_code", "FAILED");
			assertThat(catalog.latestRun("import.load").run().status()).isEqualTo(RunStatus.SUCCESS);
			assertThat(catalog.latestRun("import.check").run().error()).isEqualTo("broken");
			batch.broken.set(false);
			assertThat(start(context, "import", "1").getStatus()).isEqualTo(BatchStatus.COMPLETED);
			CatalogRun restarted = catalog.latestRun("import").run();
			assertThat(restarted.runId()).isNotEqualTo(failed.runId());
			assertThat(restarted.status()).isEqualTo(RunStatus.SUCCESS);
			assertThat(restarted.metadata().get("batch_job_instance_id"))
				.isEqualTo(failed.metadata().get("batch_job_instance_id"));
			assertThat(catalog.runs("import.load")).hasSize(1);
			assertThat(catalog.runs("import.check")).hasSize(2);
			assertThat(catalog.runs(RunStatus.RUNNING)).isEmpty();
		});
	}

	@Test
	void stepsInOtherThreadsAndPartitionsHaveTheirParents() {
		this.runner.run((context) -> {
			JobExecution execution = start(context, "parallel", "1");
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
			EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
			String job = catalog.latestRun("parallel").run().runId();
			assertThat(catalog.latestRun("parallel.left").run().parentRunId()).isEqualTo(job);
			assertThat(catalog.latestRun("parallel.right").run().parentRunId()).isEqualTo(job);
			assertThat(catalog.runs("parallel.partition")).hasSize(3)
				.allSatisfy((run) -> assertThat(run.parentRunId()).isEqualTo(job))
				.extracting((run) -> run.metadata().get("batch_step"))
				.containsExactlyInAnyOrder("partition:0", "partition:1", "partition:2");
			assertThat(catalog.runs()).hasSize(6).allMatch((run) -> run.status() == RunStatus.SUCCESS);
		});
	}

	@Test
	void stoppedJobIsAborted() {
		this.runner.run((context) -> {
			Batch batch = context.getBean(Batch.class);
			Job job = context.getBean("endless", Job.class);
			JobOperator operator = context.getBean(JobOperator.class);
			batch.stopper = () -> operator.stop(batch.running);
			JobExecution execution = operator.start(job, new JobParameters());
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.STOPPED);
			EmbeddedDatlakeCatalog catalog = context.getBean(EmbeddedDatlakeCatalog.class);
			assertThat(catalog.latestRun("endless").run().error()).isEqualTo("aborted: the batch job was stopped");
			assertThat(catalog.runs(RunStatus.RUNNING)).isEmpty();
		});
	}

	@Test
	void jobsAreNoRunsWithoutBatchOrWhenToldSo() {
		this.runner.withPropertyValues("dw.jobs.track-batch=false").run((context) -> {
			assertThat(start(context, "import", "1").getStatus()).isEqualTo(BatchStatus.COMPLETED);
			assertThat(context.getBean(EmbeddedDatlakeCatalog.class).runs()).isEmpty();
		});
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class, DwJobAutoConfiguration.class))
			.withPropertyValues("dw.embedded.in-memory=true", "dw.storage.enabled=false", "dw.fila.enabled=false")
			.withClassLoader(new FilteredClassLoader(JobExecutionListener.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BatchRunBeanPostProcessor.class));
	}

	private static JobExecution start(ApplicationContext context, String job, String day) throws Exception {
		return context.getBean(JobOperator.class)
			.start(context.getBean(job, Job.class), new JobParametersBuilder().addString("day", day).toJobParameters());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	static class Batch {

		private final AtomicBoolean broken = new AtomicBoolean();

		private final CountDownLatch bothSides = new CountDownLatch(2);

		private volatile JobExecution running;

		private volatile Action stopper = () -> {
		};

		@Bean
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
				.generateUniqueName(true)
				.addScript("org/springframework/batch/core/schema-h2.sql")
				.build();
		}

		@Bean
		JdbcTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

		@Bean("import")
		Job importJob(JobRepository repository, PlatformTransactionManager transactions) {
			Step load = new StepBuilder("load", repository).<Integer, String>chunk(3)
				.transactionManager(transactions)
				.reader(new Numbers())
				.processor((number) -> {
					if (number > 7) {
						throw new IllegalArgumentException("too large: " + number);
					}
					return (number != 4) ? "n" + number : null;
				})
				.writer((chunk) -> noteStep())
				.faultTolerant()
				.skip(IllegalArgumentException.class)
				.skipLimit(5)
				.build();
			Step check = new StepBuilder("check", repository).tasklet((contribution, context) -> {
				if (this.broken.get()) {
					throw new IllegalStateException("broken");
				}
				return RepeatStatus.FINISHED;
			}, transactions).build();
			return new JobBuilder("import", repository).start(load).next(check).build();
		}

		private static void noteStep() {
			JobContext step = JobContext.current();
			if (step != null) {
				step.putMetadata("seen_in_step", step.runId());
			}
		}

		@Bean
		Step partition(JobRepository repository, PlatformTransactionManager transactions) {
			return new StepBuilder("partition", repository).tasklet((contribution, context) -> {
				assertThat(JobContext.current().jobName()).isEqualTo("parallel.partition");
				this.bothSides.countDown();
				return RepeatStatus.FINISHED;
			}, transactions).build();
		}

		@Bean
		Step left(JobRepository repository, PlatformTransactionManager transactions) {
			return new StepBuilder("left", repository).tasklet((contribution, context) -> {
				this.bothSides.countDown();
				assertThat(this.bothSides.await(60, TimeUnit.SECONDS)).isTrue();
				return RepeatStatus.FINISHED;
			}, transactions).build();
		}

		@Bean
		Step right(JobRepository repository, Step partition) {
			return new StepBuilder("right", repository)
				.partitioner("right",
						(size) -> Map.of("0", new ExecutionContext(), "1", new ExecutionContext(), "2",
								new ExecutionContext()))
				.step(partition)
				.taskExecutor(new SimpleAsyncTaskExecutor("partition-"))
				.build();
		}

		@Bean
		Job parallel(JobRepository repository, Step left, Step right) {
			Flow both = new FlowBuilder<SimpleFlow>("both").split(new SimpleAsyncTaskExecutor("split-"))
				.add(flow("left-flow", left), flow("right-flow", right))
				.build();
			return new JobBuilder("parallel", repository).start(both).end().build();
		}

		private static Flow flow(String name, Step step) {
			return new FlowBuilder<SimpleFlow>(name).start(step).build();
		}

		@Bean
		Job endless(JobRepository repository, PlatformTransactionManager transactions) {
			Step step = new StepBuilder("loop", repository).tasklet((contribution, context) -> {
				this.running = contribution.getStepExecution().getJobExecution();
				this.stopper.run();
				return RepeatStatus.CONTINUABLE;
			}, transactions).build();
			return new JobBuilder("endless", repository).start(step).build();
		}

	}

	/**
	 * Reads the numbers from 0 anew each time.
	 */
	private static final class Numbers extends ListItemReader<Integer> {

		Numbers() {
			super(IntStream.range(0, 10).boxed().toList());
		}

	}

	@FunctionalInterface
	private interface Action {

		void run() throws Exception;

	}

}
