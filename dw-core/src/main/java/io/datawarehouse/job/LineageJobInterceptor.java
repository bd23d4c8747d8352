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

import java.lang.reflect.Method;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.Schedules;
import org.springframework.util.ClassUtils;

/**
 * Makes every call of a {@link LineageJob} method a run. The run of a scheduled method is
 * told the time it was started at, to the second, as its nominal time.
 *
 * @since 1.0.0
 */
public class LineageJobInterceptor implements MethodInterceptor {

	private final Supplier<JobContextFactory> jobs;

	/**
	 * Create a new interceptor.
	 * @param jobs gives the factory of the runs when the first is started
	 */
	public LineageJobInterceptor(Supplier<JobContextFactory> jobs) {
		this.jobs = jobs;
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		Object target = invocation.getThis();
		Class<?> type = (target != null) ? AopUtils.getTargetClass(target) : invocation.getMethod().getDeclaringClass();
		Method method = AopUtils.getMostSpecificMethod(invocation.getMethod(), type);
		JobContext job = this.jobs.get().start(options(method, type));
		try {
			Object result = job.observed().<@Nullable Object, Throwable>checkedPart(invocation::proceed);
			if (result instanceof CompletionStage<?> stage) {
				follow(job, stage);
				return result;
			}
			job.completeIfOpen();
			job.close();
			return result;
		}
		catch (Throwable ex) {
			job.fail(ex);
			job.close();
			throw ex;
		}
	}

	private static RunOptions options(Method method, Class<?> type) {
		LineageJob annotation = AnnotatedElementUtils.findMergedAnnotation(method, LineageJob.class);
		String name = (annotation != null) ? annotation.name() : "";
		RunOptions options = RunOptions.of(name.isEmpty()
				? ClassUtils.getShortName(ClassUtils.getUserClass(type)) + "." + method.getName() : name);
		boolean scheduled = AnnotatedElementUtils.hasAnnotation(method, Scheduled.class)
				|| AnnotatedElementUtils.hasAnnotation(method, Schedules.class);
		return scheduled ? options.withNominalTime(Instant.now().truncatedTo(ChronoUnit.SECONDS), null) : options;
	}

	private static void follow(JobContext job, CompletionStage<?> stage) {
		CurrentJob.leave(job);
		stage.whenComplete((value, failure) -> {
			if (failure != null) {
				job.fail(failure);
			}
			else {
				job.completeIfOpen();
			}
		});
	}

}
