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

import java.io.IOException;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.Context;
import org.jspecify.annotations.Nullable;

/**
 * A Logback appender that sifts out what is logged inside runs, told by {@code dw.run} of
 * the logging context, so that it is uploaded when the run ends.
 *
 * @since 1.0.0
 * @see JobContextFactoryBuilder#logShipping(long)
 */
public class RunLogAppender extends AppenderBase<ILoggingEvent> {

	private static final String PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{40} - %msg%n%ex";

	private final JobContextFactory jobs;

	private final PatternLayout layout = new PatternLayout();

	/**
	 * Create a new appender that is still to be started and added to a logger.
	 * @param jobs the factory of the runs
	 * @param context the context of the loggers
	 */
	public RunLogAppender(JobContextFactory jobs, Context context) {
		this.jobs = jobs;
		setName("dw-jobs-run-log");
		setContext(context);
		this.layout.setContext(context);
		this.layout.setPattern(PATTERN);
	}

	@Override
	public void start() {
		this.layout.start();
		super.start();
	}

	@Override
	public void stop() {
		super.stop();
		this.layout.stop();
	}

	@Override
	protected void append(ILoggingEvent event) {
		String runId = event.getMDCPropertyMap().get(CurrentJob.MDC_RUN);
		RunLogFiles logs = this.jobs.files().logs();
		if (runId != null && logs != null) {
			append(logs, runId, event);
		}
	}

	private void append(RunLogFiles logs, @Nullable String runId, ILoggingEvent event) {
		try {
			logs.append(String.valueOf(runId), this.layout.doLayout(event));
		}
		catch (IOException ex) {
			addWarn("Cannot keep the log of run " + runId, ex);
		}
	}

}
