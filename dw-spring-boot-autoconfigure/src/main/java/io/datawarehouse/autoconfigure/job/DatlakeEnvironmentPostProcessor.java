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

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Takes the environment variables of the Datlake Python SDK for what {@code dw.jobs.*}
 * does not set.
 */
class DatlakeEnvironmentPostProcessor implements EnvironmentPostProcessor {

	static final String SOURCE = "datlakeEnvironment";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Map<String, Object> properties = new LinkedHashMap<>();
		map(environment, properties, "API_URL", "dw.jobs.url", UnaryOperator.identity());
		map(environment, properties, "API_KEY", "dw.jobs.api-key", UnaryOperator.identity());
		map(environment, properties, "ARTIFACT_BUCKET", "dw.jobs.artifact-bucket", UnaryOperator.identity());
		map(environment, properties, "DEFAULT_TIMEOUT_MS", "dw.jobs.read-timeout", (value) -> value + "ms");
		map(environment, properties, "LOG_SHIP", "dw.jobs.log-shipping.enabled", this::bool);
		map(environment, properties, "SDK_ERROR_STRATEGY", "dw.jobs.start-failure",
				// Nothing else is like it: a start that is answered with 404 fails the
				// job.
				(value) -> value.equalsIgnoreCase("suppress_transient") ? "suppress-transient" : "fail-fast");
		map(environment, properties, "SDK_ON_ERROR", "dw.jobs.event-failure",
				(value) -> value.equalsIgnoreCase("raise") ? "raise" : "log-only");
		map(environment, properties, "SDK_RETRY_MAX", "dw.jobs.retry.max-attempts", UnaryOperator.identity());
		map(environment, properties, "SDK_RETRY_BASE_MS", "dw.jobs.retry.initial-interval", (value) -> value + "ms");
		map(environment, properties, "SDK_RETRY_JITTER", "dw.jobs.retry.jitter", UnaryOperator.identity());
		if (!properties.isEmpty()) {
			environment.getPropertySources().addLast(new MapPropertySource(SOURCE, properties));
		}
	}

	private String bool(String value) {
		String text = value.toLowerCase(Locale.ROOT);
		return Boolean.toString(text.equals("1") || text.equals("true") || text.equals("yes") || text.equals("on"));
	}

	private static void map(ConfigurableEnvironment environment, Map<String, Object> properties, String variable,
			String property, UnaryOperator<String> value) {
		String text = environment.getProperty("DATLAKE_" + variable);
		if (StringUtils.hasText(text)) {
			properties.put(property, value.apply(text.strip()));
		}
	}

}
