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
package io.datawarehouse.autoconfigure.actuate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint.ConfigurationPropertiesBeanDescriptor;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.context.ApplicationContext;

/**
 * Tells the {@code dw} properties as the endpoint {@code configprops} does, but secrets
 * never.
 */
final class DwConfiguration {

	private static final String PREFIX = "dw.";

	/**
	 * Keys, passwords and tokens by their names, and addresses that hold one.
	 */
	private static final SanitizingFunction SECRETS = SanitizingFunction.sanitizeValue()
		.ifLikelyCredential()
		.ifValueStringMatches("[a-z][a-z0-9+.-]*://[^/]*@.*");

	private final ConfigurationPropertiesReportEndpoint shown;

	private final ConfigurationPropertiesReportEndpoint hidden;

	DwConfiguration(ApplicationContext context, List<SanitizingFunction> sanitizingFunctions) {
		List<SanitizingFunction> all = Stream.concat(Stream.of(SECRETS), sanitizingFunctions.stream()).toList();
		this.shown = new ConfigurationPropertiesReportEndpoint(all, Show.ALWAYS);
		this.shown.setApplicationContext(context);
		this.hidden = new ConfigurationPropertiesReportEndpoint(all, Show.NEVER);
		this.hidden.setApplicationContext(context);
	}

	/**
	 * Tell the properties.
	 * @param showValues whether their values are told
	 */
	Map<String, Map<String, Object>> describe(boolean showValues) {
		Map<String, Map<String, Object>> properties = new TreeMap<>();
		(showValues ? this.shown : this.hidden).configurationPropertiesWithPrefix(PREFIX)
			.getContexts()
			.values()
			.forEach((context) -> context.getBeans().values().forEach((bean) -> add(properties, bean)));
		return properties;
	}

	private static void add(Map<String, Map<String, Object>> properties, ConfigurationPropertiesBeanDescriptor bean) {
		properties.put(bean.getPrefix(), bean.getProperties());
	}

}
