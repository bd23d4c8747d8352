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

import io.datawarehouse.job.batch.BatchRunListener;

import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.step.AbstractStep;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;

/**
 * Registers the listener that makes runs of Spring Batch jobs and their steps, before any
 * proxy hides them.
 */
class BatchRunBeanPostProcessor implements BeanPostProcessor, PriorityOrdered {

	private final BatchRunListener listener;

	BatchRunBeanPostProcessor(BatchRunListener listener) {
		this.listener = listener;
	}

	@Override
	public int getOrder() {
		return HIGHEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AbstractJob job) {
			job.registerJobExecutionListener(this.listener);
			// Steps are often no beans of their own. Those of nested flows have to be: a
			// flow does not know them before it is started.
			job.getStepNames().forEach((name) -> register(job.getStep(name)));
		}
		register(bean);
		return bean;
	}

	private void register(Object step) {
		if (step instanceof AbstractStep registry) {
			registry.registerStepExecutionListener(this.listener);
		}
	}

}
