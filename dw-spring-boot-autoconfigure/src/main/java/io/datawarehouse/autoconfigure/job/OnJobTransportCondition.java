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

import io.datawarehouse.job.DatlakeClient;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when there is someone to tell of runs: a catalog, or whoever takes OpenLineage.
 */
class OnJobTransportCondition extends SpringBootCondition implements ConfigurationCondition {

	private static final String TRANSPORT = "dw.jobs.lineage.transport";

	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("Transport of job runs");
		if (hasCatalog(context.getBeanFactory())) {
			return ConditionOutcome.match(message.found("bean").items(DatlakeClient.class.getName()));
		}
		if ("openlineage".equalsIgnoreCase(context.getEnvironment().getProperty(TRANSPORT))) {
			return ConditionOutcome.match(message.found("property").items(TRANSPORT + "=openlineage"));
		}
		return ConditionOutcome
			.noMatch(message.because("there is no DatlakeClient bean, and " + TRANSPORT + " is not openlineage"));
	}

	private static boolean hasCatalog(@Nullable ConfigurableListableBeanFactory beans) {
		return beans != null && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, DatlakeClient.class, true,
				false).length > 0;
	}

}
