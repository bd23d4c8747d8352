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

package io.datawarehouse.embedded.job;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.embedded.job.FaultyProxy.Fault;
import io.datawarehouse.job.DatlakeAuthException;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.DatlakeException;
import io.datawarehouse.job.DatlakeServerException;
import io.datawarehouse.job.DatlakeTransientException;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.LineageDataset;
import io.datawarehouse.job.StartFailurePolicy;
import io.datawarehouse.retry.RetrySettings;
import org.jspecify.annotations.Nullable;

/**
 * One combination of how a job ends, what the catalog does meanwhile, and the policy.
 *
 * @param number the number of the cell
 * @param outcome how the job ends
 * @param fault what the catalog does
 * @param phase when it does that
 * @param policy what happens to a job when its run cannot be started
 */
record MatrixCell(int number, Outcome outcome, Fault fault, Phase phase, StartFailurePolicy policy) {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	static List<MatrixCell> all() {
		List<MatrixCell> cells = new ArrayList<>();
		for (Outcome outcome : Outcome.values()) {
			for (StartFailurePolicy policy : StartFailurePolicy.values()) {
				cells.add(new MatrixCell(cells.size(), outcome, Fault.NONE, Phase.ALWAYS, policy));
				for (Fault fault : List.of(Fault.values()).subList(1, Fault.values().length)) {
					for (Phase phase : Phase.values()) {
						cells.add(new MatrixCell(cells.size(), outcome, fault, phase, policy));
					}
				}
			}
		}
		return cells;
	}

	String jobName() {
		return "cell-" + this.number;
	}

	Path state(Path folder) {
		return folder.resolve(jobName());
	}

	/**
	 * Whether the start of the run fails for good.
	 */
	boolean isRefused() {
		return this.phase != Phase.COMPLETION && switch (this.fault) {
			case NONE -> false;
			case ERRORS, UNAUTHORIZED -> true;
			default -> this.policy == StartFailurePolicy.FAIL_FAST;
		};
	}

	/**
	 * What the job has to see.
	 */
	Saw expectedSight() {
		if (isRefused()) {
			return switch (this.fault) {
				case ERRORS -> Saw.SERVER;
				case UNAUTHORIZED -> Saw.AUTH;
				default -> Saw.TRANSIENT;
			};
		}
		boolean told = this.outcome == Outcome.SUCCESS || this.outcome == Outcome.KILLED_AT_END;
		if (told && this.fault == Fault.UNAUTHORIZED) {
			return Saw.AUTH;
		}
		return this.outcome.throwsOwn() ? Saw.OWN : Saw.NOTHING;
	}

	/**
	 * What the catalog has to hold in the end.
	 */
	Held expectedEnd() {
		if (isRefused()) {
			// Whether it was started is not known if the answer is missing.
			boolean unknown = this.fault == Fault.SLOW || this.fault == Fault.CUT_BEFORE
					|| this.fault == Fault.CUT_AFTER;
			return unknown ? Held.ABORTED : Held.NOTHING;
		}
		return switch (this.outcome) {
			case SUCCESS, KILLED_AT_END -> Held.SUCCESS;
			case EXCEPTION, ERROR, TIMEOUT -> Held.FAILED;
			case SHUTDOWN, KILLED_AT_WORK -> Held.ABORTED;
		};
	}

	JobContextFactory factory(URI url, Path folder, Duration closeTimeout) {
		// A start that is to succeed has more time, for another JVM is starting too.
		Duration slow = Duration.ofSeconds((this.phase == Phase.COMPLETION) ? 8 : 4);
		DatlakeClient client = DatlakeClient.builder()
			.url(url)
			.readTimeout((this.fault == Fault.SLOW) ? slow : Duration.ofSeconds(20))
			.retry(RetrySettings.none())
			.build();
		return JobContextFactory.builder(client)
			.stateDirectory(state(folder))
			.startFailurePolicy(this.policy)
			.closeTimeout(closeTimeout)
			.closeOnShutdown(false)
			.redeliveryInterval(Duration.ofMillis(20), Duration.ofMillis(50))
			.build();
	}

	/**
	 * Do what the job does.
	 * @param working is told that the run has started, and comes back when the fault is
	 * as it has to be at the end of the run
	 * @return what was thrown
	 */
	@Nullable Throwable work(JobContextFactory jobs, Runnable working) {
		CompletableFuture<@Nullable Throwable> seen = new CompletableFuture<>();
		CountDownLatch atWork = new CountDownLatch(1);
		Thread thread = new Thread(() -> {
			try {
				work(jobs, working, atWork);
				seen.complete(null);
			}
			catch (Throwable ex) {
				seen.complete(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
		try {
			if (this.outcome == Outcome.TIMEOUT && atWork.await(isRefused() ? 0 : 60, TimeUnit.SECONDS)) {
				thread.interrupt();
			}
			return seen.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(this + " does not end", ex);
		}
	}

	private void work(JobContextFactory jobs, Runnable working, CountDownLatch atWork) throws Throwable {
		if (this.outcome == Outcome.SHUTDOWN || this.outcome == Outcome.KILLED_AT_WORK) {
			note(jobs.start(jobName()));
			working.run();
			return;
		}
		jobs.run(jobName(), (job) -> {
			note(job);
			working.run();
			atWork.countDown();
			switch (this.outcome) {
				case EXCEPTION -> throw new OwnException("own");
				case ERROR -> throw new OwnError("own");
				case TIMEOUT -> sleepUntilInterrupted();
				default -> {
				}
			}
		});
	}

	private static void note(JobContext job) {
		job.putMetadata("a", 1);
		job.addInput(LineageDataset.of("source"));
	}

	private static void sleepUntilInterrupted() {
		try {
			new CountDownLatch(1).await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			// As a job does that was told to stop.
			Thread.currentThread().interrupt();
			throw new OwnException("own");
		}
	}

	static Saw saw(@Nullable Throwable thrown) {
		if (thrown == null) {
			return Saw.NOTHING;
		}
		if (thrown instanceof DatlakeTransientException) {
			return Saw.TRANSIENT;
		}
		if (thrown instanceof DatlakeServerException) {
			return Saw.SERVER;
		}
		if (thrown instanceof DatlakeAuthException) {
			return Saw.AUTH;
		}
		if (thrown instanceof DatlakeException) {
			return Saw.OTHER;
		}
		return (thrown instanceof OwnException || thrown instanceof OwnError) ? Saw.OWN : Saw.OTHER;
	}

	@Override
	public String toString() {
		return this.number + ": " + this.outcome + ", catalog " + this.fault + " " + this.phase + ", " + this.policy;
	}

	/**
	 * Ways for a job to end.
	 */
	enum Outcome {

		SUCCESS("success"), EXCEPTION("exception"), ERROR("Error"), TIMEOUT("timeout"), SHUTDOWN("shutdown"),
		KILLED_AT_WORK("killed at work"), KILLED_AT_END("killed at the end");

		private final String text;

		Outcome(String text) {
			this.text = text;
		}

		boolean isKilled() {
			return this == KILLED_AT_WORK || this == KILLED_AT_END;
		}

		boolean throwsOwn() {
			return this == EXCEPTION || this == ERROR || this == TIMEOUT;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/**
	 * When the catalog fails.
	 */
	enum Phase {

		START("at the start"), COMPLETION("from the work on"), ALWAYS("all the time");

		private final String text;

		Phase(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/**
	 * What a job may see.
	 */
	enum Saw {

		NOTHING("–"), OWN("own"), TRANSIENT("Transient"), SERVER("Server"), AUTH("Auth"), OTHER("other");

		private final String text;

		Saw(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/**
	 * What a catalog may hold.
	 */
	enum Held {

		NOTHING("no run"), SUCCESS("success"), FAILED("failed"), ABORTED("aborted"), WRONG("wrong");

		private final String text;

		Held(String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	/**
	 * An exception of the job.
	 */
	static final class OwnException extends RuntimeException {

		OwnException(String message) {
			super(message);
		}

	}

	/**
	 * An error of the job.
	 */
	static final class OwnError extends Error {

		OwnError(String message) {
			super(message);
		}

	}

}
