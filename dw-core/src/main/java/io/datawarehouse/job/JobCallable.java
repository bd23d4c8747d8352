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
 * The work of a run that gives a value.
 *
 * @param <T> the type of the value
 * @param <E> the checked exception that the work may throw
 * @since 1.0.0
 * @see JobContextFactory#call(String, JobCallable)
 */
@FunctionalInterface
public interface JobCallable<T extends @Nullable Object, E extends Exception> {

	/**
	 * Do the work.
	 * @param job the run
	 * @return the value
	 * @throws E if the work failed, and with it the run
	 */
	T call(JobContext job) throws E;

}
