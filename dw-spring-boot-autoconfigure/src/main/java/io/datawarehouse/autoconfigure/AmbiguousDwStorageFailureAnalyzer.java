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

import java.util.Collection;
import java.util.List;

import io.datawarehouse.storage.DataWarehouseOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains that there are several clients of object stores and none that is meant where
 * none is named.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class AmbiguousDwStorageFailureAnalyzer extends AbstractFailureAnalyzer<NoUniqueBeanDefinitionException> {

	private static final String SUFFIX = "DataWarehouseTemplate";

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoUniqueBeanDefinitionException cause) {
		Class<?> type = cause.getBeanType();
		Collection<String> beans = cause.getBeanNamesFound();
		if (type == null || !DataWarehouseOperations.class.isAssignableFrom(type) || beans == null) {
			return null;
		}
		List<String> clients = beans.stream()
			.filter((bean) -> bean.endsWith(SUFFIX))
			.map((bean) -> bean.substring(0, bean.length() - SUFFIX.length()))
			.toList();
		if (clients.isEmpty()) {
			return null;
		}
		String description = "A bean of type %s is required without a name, but there are several clients: %s."
			.formatted(type.getName(), String.join(", ", clients));
		String action = """
				Do one of these:
				    - name the client where it is injected, such as @Qualifier("%1$s");
				    - set dw.storage.primary, such as dw.storage.primary=%1$s;
				    - set dw.storage.endpoint (or dw.storage.region for Amazon S3) for a client without a name."""
			.formatted(clients.get(0));
		return new FailureAnalysis(description, action, cause);
	}

}
