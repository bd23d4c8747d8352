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

package io.datawarehouse.autoconfigure.health;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerEndpointRegistry;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseTemplate;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * {@link AutoConfiguration Auto-configuration} of the health indicators of the three
 * clients.
 *
 * @since 1.0.0
 */
@AutoConfiguration(
		after = { DwStorageAutoConfiguration.class, DwJobAutoConfiguration.class, FilaAutoConfiguration.class })
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@EnableConfigurationProperties(DwHealthProperties.class)
public final class DwHealthAutoConfiguration {

	@Bean
	@ConditionalOnBean(DataWarehouseTemplate.class)
	@ConditionalOnEnabledHealthIndicator("dwstorage")
	@ConditionalOnMissingBean(name = { "dwStorageHealthIndicator", "dwStorageHealthContributor" })
	HealthContributor dwStorageHealthContributor(ConfigurableListableBeanFactory beanFactory,
			DwHealthProperties properties) {
		return CompositeClientHealth.of(clients(beanFactory, DataWarehouseTemplate.class), DataWarehouseTemplate.class,
				(template) -> new DwStorageHealthIndicator(template, properties.getDeadline()));
	}

	@Bean
	@ConditionalOnBean(DatlakeClient.class)
	@ConditionalOnEnabledHealthIndicator("dwjobs")
	@ConditionalOnMissingBean(name = { "dwJobsHealthIndicator", "dwJobsHealthContributor" })
	HealthContributor dwJobsHealthContributor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<JobContextFactory> jobs, DwHealthProperties properties) {
		return CompositeClientHealth.of(clients(beanFactory, DatlakeClient.class), DatlakeClient.class,
				(client) -> new DwJobsHealthIndicator(client, jobs.getIfUnique(), properties.getDeadline()));
	}

	@Bean
	@ConditionalOnBean(FilaClient.class)
	@ConditionalOnEnabledHealthIndicator("dwfila")
	@ConditionalOnMissingBean(name = { "dwFilaHealthIndicator", "dwFilaHealthContributor" })
	HealthContributor dwFilaHealthContributor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<FilaListenerEndpointRegistry> listeners, DwHealthProperties properties) {
		return CompositeClientHealth.of(clients(beanFactory, FilaClient.class), FilaClient.class,
				(client) -> new DwFilaHealthIndicator(client, () -> containers(listeners), properties.getDeadline()));
	}

	private static Collection<FilaListenerContainer> containers(
			ObjectProvider<FilaListenerEndpointRegistry> listeners) {
		FilaListenerEndpointRegistry registry = listeners.getIfUnique();
		return (registry != null) ? registry.getContainers() : List.of();
	}

	private static <C> Map<String, C> clients(ConfigurableListableBeanFactory beanFactory, Class<C> type) {
		return SimpleAutowireCandidateResolver.resolveAutowireCandidates(beanFactory, type);
	}

}
