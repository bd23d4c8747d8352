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

import io.datawarehouse.job.JobContext;

import org.springframework.core.task.TaskDecorator;

/**
 * Lets the tasks of the application's executors be in the run that submitted them.
 */
class JobContextTaskDecorator implements TaskDecorator {

	@Override
	public Runnable decorate(Runnable runnable) {
		JobContext job = JobContext.current();
		return (job != null) ? job.wrap(runnable) : runnable;
	}

}
