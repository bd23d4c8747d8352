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

/**
 * Which run each thread is in.
 */
final class CurrentJob {

	private static final ThreadLocal<@Nullable Scope> SCOPE = new ThreadLocal<>();

	private CurrentJob() {
	}

	/**
	 * The innermost run that has not ended. Runs that were ended by another thread are
	 * left here.
	 */
	static @Nullable JobContext get() {
		Scope scope = openScope(SCOPE.get());
		set(scope);
		return (scope != null) ? scope.job() : null;
	}

	static void enter(JobContext job) {
		SCOPE.set(new Scope(job, openScope(SCOPE.get())));
	}

	/**
	 * Leave a run that has ended. If it is not the innermost one, the thread stays in
	 * those within.
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
		}
		else {
			SCOPE.remove();
		}
	}

	private record Scope(JobContext job, @Nullable Scope outer) {
	}

}
