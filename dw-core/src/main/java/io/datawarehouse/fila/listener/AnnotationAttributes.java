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

package io.datawarehouse.fila.listener;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanExpressionContext;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.util.StringUtils;

/**
 * Resolves placeholders and expressions in the attributes of annotations.
 */
final class AnnotationAttributes {

	private final ConfigurableBeanFactory beanFactory;

	AnnotationAttributes(ConfigurableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	String text(String value) {
		Object resolved = resolve(value);
		return (resolved != null) ? resolved.toString() : "";
	}

	@Nullable Integer number(String value, String what) {
		String text = text(value);
		try {
			return text.isEmpty() ? null : Integer.valueOf(text);
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException("The " + what + " must be a number, but was '" + text + "'", ex);
		}
	}

	@Nullable Boolean bool(String value, String what) {
		String text = text(value);
		return switch (text) {
			case "" -> null;
			case "true" -> true;
			case "false" -> false;
			default ->
				throw new IllegalArgumentException("The " + what + " must be true or false, but was '" + text + "'");
		};
	}

	@Nullable AckMode ackMode(String value) {
		String text = text(value);
		try {
			return text.isEmpty() ? null : AckMode.valueOf(text.toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("The ack mode must be AUTO or MANUAL, but was '" + text + "'", ex);
		}
	}

	List<String> list(String[] values) {
		List<String> all = new ArrayList<>();
		for (String value : values) {
			if (value.contains("${") || value.contains("#{")) {
				flatten(resolve(value), all);
			}
			else {
				all.add(value);
			}
		}
		return all;
	}

	private static void flatten(@Nullable Object value, List<String> all) {
		if (value instanceof Collection<?> collection) {
			collection.forEach((element) -> flatten(element, all));
		}
		else if (value != null && value.getClass().isArray()) {
			for (int i = 0; i < Array.getLength(value); i++) {
				flatten(Array.get(value, i), all);
			}
		}
		else if (value != null) {
			for (String name : StringUtils.commaDelimitedListToStringArray(value.toString())) {
				all.add(name.trim());
			}
		}
	}

	private @Nullable Object resolve(String value) {
		String embedded = this.beanFactory.resolveEmbeddedValue(value);
		if (this.beanFactory.getBeanExpressionResolver() == null) {
			return embedded;
		}
		return this.beanFactory.getBeanExpressionResolver()
			.evaluate(embedded, new BeanExpressionContext(this.beanFactory, null));
	}

}
