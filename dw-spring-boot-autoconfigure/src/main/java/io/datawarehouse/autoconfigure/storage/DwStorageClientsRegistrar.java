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
package io.datawarehouse.autoconfigure.storage;

import java.util.Set;

import io.datawarehouse.autoconfigure.InvalidDwSettingsException;
import io.datawarehouse.storage.DataWarehouseTemplate;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.StringUtils;

/**
 * Registers a template for each named client, with its name as qualifier. Only the
 * primary one is injected where no client is named: the others step back behind the
 * template of {@code dw.storage} and behind the user's own.
 */
class DwStorageClientsRegistrar implements ImportBeanDefinitionRegistrar {

	private static final String PRIMARY = DwStorageClientSettings.STORAGE + ".primary";

	private final Environment environment;

	DwStorageClientsRegistrar(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		Set<String> names = DwStorageClientSettings.names(Binder.get(this.environment));
		String primary = this.environment.getProperty(PRIMARY);
		if (StringUtils.hasText(primary) && !names.contains(primary)) {
			throw new InvalidDwSettingsException(DwStorageClientSettings.STORAGE,
					PRIMARY + " names '" + primary + "', but there is no such client",
					"Set " + PRIMARY + " to one of " + names + ", or remove it to use the client of dw.storage itself.",
					null);
		}
		for (String name : names) {
			String beanName = DwStorageClientSettings.beanName(name);
			if (!registry.containsBeanDefinition(beanName)) {
				registry.registerBeanDefinition(beanName, definition(name, name.equals(primary)));
			}
		}
	}

	private static RootBeanDefinition definition(String name, boolean primary) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(DataWarehouseTemplate.class);
		definition.setFactoryBeanName(DwStorageClients.BEAN_NAME);
		definition.setFactoryMethodName("create");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.setDestroyMethodName(AbstractBeanDefinition.INFER_METHOD);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		definition.setPrimary(primary);
		definition.setFallback(!primary);
		return definition;
	}

}
