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

import io.datawarehouse.job.JobContextFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Ends the runs that an earlier process left open, even when this one starts no run. Only
 * a local folder is looked at; the catalog is asked when there is something to end, and
 * in the background.
 */
class JobRunRecovery implements SmartInitializingSingleton {

	private final ObjectProvider<JobContextFactory> jobs;

	JobRunRecovery(ObjectProvider<JobContextFactory> jobs) {
		this.jobs = jobs;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.jobs.orderedStream().forEach(JobContextFactory::recover);
	}

}
