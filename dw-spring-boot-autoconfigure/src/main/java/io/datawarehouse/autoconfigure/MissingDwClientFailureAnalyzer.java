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
import java.util.stream.Collectors;

import io.datawarehouse.storage.DataWarehouseOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

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

	private final Environment environment;

	MissingDwClientFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		Class<?> type = cause.getBeanType();
		if (type == null || cause.getNumberOfBeansFound() > 0) {
			return null;
		}
		String client = DataWarehouseOperations.class.isAssignableFrom(type) ? qualifier(rootFailure) : null;
		if (client != null) {
			return analyzeNamed(type, client, cause);
		}
		return ENDPOINTS.entrySet()
			.stream()
			.filter((entry) -> type.getName().startsWith(entry.getKey()))
			.map((entry) -> analyze(type, entry.getValue(), cause))
			.findFirst()
			.orElse(null);
	}

	/**
	 * The qualifier of the innermost dependency that could not be satisfied.
	 */
	private static @Nullable String qualifier(Throwable failure) {
		String value = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnsatisfiedDependencyException dependency && dependency.getInjectionPoint() != null) {
				Qualifier qualifier = dependency.getInjectionPoint().getAnnotation(Qualifier.class);
				value = (qualifier != null) ? qualifier.value() : null;
			}
		}
		return StringUtils.hasText(value) ? value : null;
	}

	private static FailureAnalysis analyzeNamed(Class<?> type, String client, NoSuchBeanDefinitionException cause) {
		String description = "A bean of type %s with the qualifier '%s' is required, but there is no such client."
			.formatted(type.getName(), client);
		String action = """
				Do one of these:
				    - set dw.storage.clients.%1$s.endpoint (or dw.storage.clients.%1$s.region for Amazon S3), or any other \
				property of dw.storage.clients.%1$s to use the server of dw.storage;
				    - correct the qualifier, or define a bean with it;
				    - check that dw.storage.enabled and dw.storage.clients.%1$s.enabled are not false."""
			.formatted(client);
		return new FailureAnalysis(description, action, cause);
	}

	private FailureAnalysis analyze(Class<?> type, Endpoint endpoint, NoSuchBeanDefinitionException cause) {
		String description = "A bean of type %s is required, but nothing says where its server is."
			.formatted(type.getName());
		String action = """
				Do one of these:
				%s    - set %s;
				    - add dw-embedded to the class path, and leave dw.embedded.enabled on, to use an embedded server;
				    - check that %s.enabled is not false.""".formatted(misspelled(endpoint), endpoint.properties(),
				endpoint.prefix());
		return new FailureAnalysis(description, action, cause);
	}

	private String misspelled(Endpoint endpoint) {
		return UnknownDwProperty.find(this.environment)
			.stream()
			.filter((property) -> property.name().startsWith(endpoint.prefix() + ".")
					|| String.valueOf(property.similar()).startsWith(endpoint.prefix() + "."))
			.map((property) -> "    - correct the name: " + property.describe() + "\n")
			.collect(Collectors.joining());
	}

	/**
	 * What configures a client.
	 */
	private record Endpoint(String prefix, String properties) {
	}

}
