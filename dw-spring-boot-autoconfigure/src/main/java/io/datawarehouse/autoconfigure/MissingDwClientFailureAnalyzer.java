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

package io.datawarehouse.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains that a client is missing because nothing says where its server is.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class MissingDwClientFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final Map<String, Endpoint> ENDPOINTS = new LinkedHashMap<>();

	static {
		Endpoint storage = new Endpoint("dw.storage", "dw.storage.endpoint (or dw.storage.region for Amazon S3)");
		ENDPOINTS.put("io.datawarehouse.storage.", storage);
		ENDPOINTS.put("io.datawarehouse.job.", new Endpoint("dw.jobs", "dw.jobs.url"));
		ENDPOINTS.put("io.datawarehouse.fila.", new Endpoint("dw.fila", "dw.fila.addresses"));
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		Class<?> type = cause.getBeanType();
		if (type == null || cause.getNumberOfBeansFound() > 0) {
			return null;
		}
		return ENDPOINTS.entrySet()
			.stream()
			.filter((entry) -> type.getName().startsWith(entry.getKey()))
			.map((entry) -> analyze(type, entry.getValue(), cause))
			.findFirst()
			.orElse(null);
	}

	private static FailureAnalysis analyze(Class<?> type, Endpoint endpoint, NoSuchBeanDefinitionException cause) {
		String description = "A bean of type %s is required, but nothing says where its server is."
			.formatted(type.getName());
		String action = """
				Do one of these:
				    - set %s;
				    - add dw-embedded to the class path, and leave dw.embedded.enabled on, to use an embedded server;
				    - check that %s.enabled is not false.""".formatted(endpoint.properties(), endpoint.prefix());
		return new FailureAnalysis(description, action, cause);
	}

	/**
	 * What configures a client.
	 */
	private record Endpoint(String prefix, String properties) {
	}

}
