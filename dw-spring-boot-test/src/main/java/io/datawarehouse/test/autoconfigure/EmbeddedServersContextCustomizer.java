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

package io.datawarehouse.test.autoconfigure;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * {@link ContextCustomizer} that hides the application's endpoints, so that embedded
 * servers are started in their place. All of its kind are equal, for the cache of
 * contexts.
 */
final class EmbeddedServersContextCustomizer implements ContextCustomizer {

	static final String SOURCE = "dwEmbeddedServersTest";

	private static final String STORAGE = "dw.storage";

	private static final String CLIENTS = STORAGE + ".clients";

	/**
	 * What a named client says about its server, and who it is there.
	 */
	private static final List<String> OF_THE_SERVER = List.of("endpoint", "region", "path-style", "access-key",
			"secret-key", "session-token", "profile");

	/**
	 * What the test itself says.
	 */
	private static final Set<String> OF_THE_TEST = Set.of("Dynamic Test Properties",
			TestPropertySourceUtils.INLINED_PROPERTIES_PROPERTY_SOURCE_NAME);

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		ConfigurableEnvironment environment = context.getEnvironment();
		MapPropertySource source = new MapPropertySource(SOURCE, properties(environment));
		MutablePropertySources sources = environment.getPropertySources();
		String last = null;
		for (PropertySource<?> candidate : sources) {
			last = OF_THE_TEST.contains(candidate.getName()) ? candidate.getName() : last;
		}
		if (last != null) {
			sources.addAfter(last, source);
		}
		else {
			sources.addFirst(source);
		}
	}

	private static Map<String, Object> properties(ConfigurableEnvironment environment) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("dw.embedded.enabled", "true");
		properties.put("dw.embedded.in-memory", "true");
		for (String server : new String[] { "s3", "datlake", "fila" }) {
			// One that is fixed may be in use, by the application itself.
			properties.put("dw.embedded." + server + ".port", "0");
		}
		properties.put("dw.storage.endpoint", "");
		properties.put("dw.storage.region", "");
		properties.put("dw.storage.path-style", "");
		properties.put("dw.storage.ssl.enabled", "false");
		properties.put("dw.jobs.url", "");
		// Else events of tests would be told to a consumer in production.
		properties.put("dw.jobs.lineage.transport", "datlake");
		properties.put("dw.fila.addresses", "");
		boolean proxy = hideProxy(environment, STORAGE, false, properties);
		Set<String> ofTheTest = clientsOfTheTest(environment);
		for (String client : clients(ConfigurationPropertySources.get(environment)).keySet()) {
			String prefix = CLIENTS + "." + client;
			if (!ofTheTest.contains(client)) {
				// Keys too: the embedded server does not know them.
				OF_THE_SERVER.forEach((name) -> properties.put(prefix + "." + name, ""));
				properties.put(prefix + ".anonymous", "false");
				hideProxy(environment, prefix, proxy, properties);
			}
		}
		return properties;
	}

	private static boolean hideProxy(ConfigurableEnvironment environment, String prefix, boolean inherited,
			Map<String, Object> properties) {
		boolean proxy = inherited || environment.containsProperty(prefix + ".proxy.host");
		if (proxy) {
			properties.put(prefix + ".proxy.non-proxy-hosts", "127.0.0.1");
		}
		return proxy;
	}

	/**
	 * Clients whose server the test itself names.
	 */
	private static Set<String> clientsOfTheTest(ConfigurableEnvironment environment) {
		Set<String> names = new LinkedHashSet<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (OF_THE_TEST.contains(source.getName())) {
				clients(ConfigurationPropertySources.from(source)).forEach((name, properties) -> {
					if (properties instanceof Map<?, ?> map
							&& (map.containsKey("endpoint") || map.containsKey("region"))) {
						names.add(name);
					}
				});
			}
		}
		return names;
	}

	/**
	 * Placeholders are left alone: they may be of variables that tests do not have.
	 */
	private static Map<String, Object> clients(Iterable<ConfigurationPropertySource> sources) {
		return new Binder(sources).bind(CLIENTS, Bindable.mapOf(String.class, Object.class)).orElse(Map.of());
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EmbeddedServersContextCustomizer;
	}

	@Override
	public int hashCode() {
		return EmbeddedServersContextCustomizer.class.hashCode();
	}

}
