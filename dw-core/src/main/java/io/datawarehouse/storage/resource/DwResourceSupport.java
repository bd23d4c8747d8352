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

package io.datawarehouse.storage.resource;

import java.util.function.Supplier;

import io.datawarehouse.storage.DataWarehouseOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourceArrayPropertyEditor;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.Assert;

/**
 * Makes an application context resolve {@code dw://} and {@code s3://}: one location
 * wherever a {@link Resource} is asked for, and patterns wherever a {@code Resource[]} is
 * injected. The bean of {@link DataWarehouseOperations} is not needed before a resource
 * is used.
 *
 * @since 1.0.0
 */
public final class DwResourceSupport implements BeanFactoryPostProcessor, ApplicationContextAware {

	private @Nullable ApplicationContext context;

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = context;
		if (context instanceof ConfigurableApplicationContext configurable) {
			configurable.addProtocolResolver(new DwProtocolResolver(operations(context)));
		}
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ResourcePatternResolver resolver = patternResolver();
		Environment environment = context().getEnvironment();
		beanFactory.addPropertyEditorRegistrar((registry) -> registry.registerCustomEditor(Resource[].class,
				new ResourceArrayPropertyEditor(resolver, environment)));
	}

	/**
	 * A resolver of the patterns of this context, for use in code.
	 * @return the resolver
	 */
	public DwResourcePatternResolver patternResolver() {
		return new DwResourcePatternResolver(context(), operations(context()));
	}

	private ApplicationContext context() {
		Assert.state(this.context != null, "DwResourceSupport must be a bean of an application context");
		return this.context;
	}

	private static Supplier<DataWarehouseOperations> operations(ApplicationContext context) {
		return () -> {
			DataWarehouseOperations operations = context.getBeanProvider(DataWarehouseOperations.class)
				.getIfAvailable();
			Assert.state(operations != null, "dw:// and s3:// resources need a DataWarehouseOperations bean: "
					+ "set dw.storage.endpoint or dw.storage.region, or define one");
			return operations;
		};
	}

}
