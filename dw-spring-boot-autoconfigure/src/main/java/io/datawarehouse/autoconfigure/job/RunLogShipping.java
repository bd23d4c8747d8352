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

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.RunLogAppender;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Adds the appender of the runs' logs to the root logger for as long as the application
 * runs.
 */
class RunLogShipping implements SmartInitializingSingleton, DisposableBean {

	private final ObjectProvider<JobContextFactory> jobs;

	private @Nullable RunLogAppender appender;

	RunLogShipping(ObjectProvider<JobContextFactory> jobs) {
		this.jobs = jobs;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.jobs.ifUnique(this::add);
	}

	private void add(JobContextFactory jobs) {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
			RunLogAppender appender = new RunLogAppender(jobs, context);
			appender.start();
			context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
			this.appender = appender;
		}
	}

	@Override
	public void destroy() {
		if (this.appender != null && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
			context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this.appender);
			this.appender.stop();
		}
	}

}
