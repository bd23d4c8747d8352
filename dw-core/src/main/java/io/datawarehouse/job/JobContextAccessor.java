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

import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Takes the run that a thread is in along to other threads, by Micrometer's context
 * propagation. It is registered by its library.
 *
 * @since 1.0.0
 */
public class JobContextAccessor implements ThreadLocalAccessor<JobContext> {

	/**
	 * The key under which the run is captured.
	 */
	public static final String KEY = "io.datawarehouse.job";

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable JobContext getValue() {
		return CurrentJob.get();
	}

	@Override
	public void setValue(JobContext value) {
		CurrentJob.replace(value);
	}

	@Override
	public void setValue() {
		CurrentJob.replace(null);
	}

}
