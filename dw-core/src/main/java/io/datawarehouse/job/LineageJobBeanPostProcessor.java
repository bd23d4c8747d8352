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

import java.util.function.Supplier;

import io.datawarehouse.annotation.AnnotatedBeans;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.BeanFactory;

/**
 * Makes the calls of {@link LineageJob} methods of beans runs. With {@code @Async}, the
 * run is in the thread that does the work.
 *
 * @since 1.0.0
 */
public class LineageJobBeanPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private final AnnotatedBeans annotated = new AnnotatedBeans(LineageJob.class);

	private final Supplier<JobContextFactory> jobs;

	private @Nullable BeanFactory beanFactory;

	/**
	 * Create a new post-processor.
	 * @param jobs gives the factory of the runs when the first is started
	 */
	public LineageJobBeanPostProcessor(Supplier<JobContextFactory> jobs) {
		this.jobs = jobs;
		// Before the one of @Scheduled, which then sees the proxy.
		setOrder(LOWEST_PRECEDENCE - 1);
	}

	/**
	 * Many applications have no such bean, and start earlier without all that proxies
	 * need.
	 */
	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		return isCandidate(beanClass) ? super.determineBeanType(beanClass, beanName) : beanClass;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		return isCandidate(AopUtils.getTargetClass(bean)) ? super.postProcessAfterInitialization(bean, beanName) : bean;
	}

	private boolean isCandidate(Class<?> type) {
		boolean candidate = this.annotated.isCandidate(type);
		if (candidate) {
			prepare();
		}
		return candidate;
	}

	private synchronized void prepare() {
		if (this.advisor == null) {
			if (this.beanFactory != null) {
				super.setBeanFactory(this.beanFactory);
			}
			this.advisor = new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(null, LineageJob.class, true),
					new LineageJobInterceptor(this.jobs));
		}
	}

}
