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

package io.datawarehouse.autoconfigure.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.Assert;

/**
 * Tells where the embedded servers are as properties {@code local.dw.*}, like
 * {@code local.server.port} does for the web server. The rest of each name is that of the
 * property that would lead another application there.
 */
final class EmbeddedServerProperties implements BeanFactoryPostProcessor, ApplicationContextAware {

	static final String SOURCE = "dwEmbeddedServers";

	private static final Map<String, Property<?>> PROPERTIES = new LinkedHashMap<>();

	static {
		put("local.dw.storage.endpoint", EmbeddedS3Server.class, (server) -> server.endpoint().toString());
		put("local.dw.storage.access-key", EmbeddedS3Server.class, EmbeddedS3Server::accessKey);
		put("local.dw.storage.secret-key", EmbeddedS3Server.class, EmbeddedS3Server::secretKey);
		put("local.dw.jobs.url", EmbeddedDatlakeCatalog.class, (catalog) -> catalog.url().toString());
		put("local.dw.fila.addresses", EmbeddedFilaBroker.class, EmbeddedFilaBroker::address);
	}

	private @Nullable ConfigurableApplicationContext context;

	private static <T> void put(String name, Class<T> server, Function<T, String> value) {
		PROPERTIES.put(name, new Property<>(server, value));
	}

	@Override
	public void setApplicationContext(ApplicationContext context) {
		this.context = (ConfigurableApplicationContext) context;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		ConfigurableApplicationContext context = this.context;
		Assert.state(context != null, "No application context");
		Map<String, Property<?>> properties = new LinkedHashMap<>(PROPERTIES);
		// Once only, for names are asked for whenever properties are bound.
		properties.values()
			.removeIf((property) -> beanFactory.getBeanNamesForType(property.server(), true, false).length != 1);
		context.getEnvironment().getPropertySources().addLast(new Source(context, properties));
	}

	/**
	 * Property of one server.
	 */
	private record Property<T>(Class<T> server, Function<T, String> value) {

		String get(ConfigurableApplicationContext context) {
			return this.value.apply(context.getBean(this.server));
		}

	}

	/**
	 * Starts a server when it is asked for its address first, and never after the context
	 * is closed.
	 */
	private static final class Source extends EnumerablePropertySource<ConfigurableApplicationContext> {

		private final Map<String, Property<?>> properties;

		private Source(ConfigurableApplicationContext context, Map<String, Property<?>> properties) {
			super(SOURCE, context);
			this.properties = properties;
		}

		@Override
		public String[] getPropertyNames() {
			return this.properties.keySet().toArray(String[]::new);
		}

		@Override
		public @Nullable Object getProperty(String name) {
			Property<?> property = this.properties.get(name);
			return (property != null && this.source.isActive()) ? property.get(this.source) : null;
		}

	}

}
