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

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Which run each thread is in. The logging context tells it too, as {@code dw.job} and
 * {@code dw.run}.
 */
final class CurrentJob {

	static final String MDC_JOB = "dw.job";

	static final String MDC_RUN = "dw.run";

	private static final ThreadLocal<@Nullable Scope> SCOPE = new ThreadLocal<>();

	private CurrentJob() {
	}

	/**
	 * The innermost run that has not ended. Runs that were ended by another thread are
	 * left here.
	 */
	static @Nullable JobContext get() {
		Scope current = SCOPE.get();
		Scope scope = openScope(current);
		if (scope != current) {
			set(scope);
		}
		return (scope != null) ? scope.job() : null;
	}

	static void enter(JobContext job) {
		set(new Scope(job, openScope(SCOPE.get())));
	}

	/**
	 * Be in the given run and its outer ones only.
	 */
	static void replace(@Nullable JobContext job) {
		set(scopeOf(job));
	}

	private static @Nullable Scope scopeOf(@Nullable JobContext job) {
		return (job != null) ? new Scope(job, scopeOf(job.parent())) : null;
	}

	/**
	 * Leave a run that has ended, or goes on elsewhere. If it is not the innermost one,
	 * the thread stays in those within.
	 */
	static void leave(JobContext job) {
		Scope scope = SCOPE.get();
		if (scope != null && scope.job() == job) {
			set(openScope(scope.outer()));
		}
	}

	private static @Nullable Scope openScope(@Nullable Scope scope) {
		Scope open = scope;
		while (open != null && open.job().isEnded()) {
			open = open.outer();
		}
		return open;
	}

	private static void set(@Nullable Scope scope) {
		if (scope != null) {
			SCOPE.set(scope);
			MDC.put(MDC_JOB, scope.job().jobName());
			MDC.put(MDC_RUN, scope.job().runId());
		}
		else {
			SCOPE.remove();
			MDC.remove(MDC_JOB);
			MDC.remove(MDC_RUN);
		}
	}

	private record Scope(JobContext job, @Nullable Scope outer) {
	}

}
