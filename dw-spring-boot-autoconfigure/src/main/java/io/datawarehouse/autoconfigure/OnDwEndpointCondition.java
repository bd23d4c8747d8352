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

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * {@link SpringBootCondition} behind {@link ConditionalOnDwEndpoint}.
 */
class OnDwEndpointCondition extends SpringBootCondition {

	private static final Bindable<List<String>> STRINGS = Bindable.listOf(String.class);

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Map<String, Object> attributes = metadata.getAnnotationAttributes(ConditionalOnDwEndpoint.class.getName());
		Assert.state(attributes != null, "@ConditionalOnDwEndpoint is missing");
		String[] names = (String[]) attributes.get("value");
		boolean wanted = (Boolean) attributes.get("configured");
		List<String> set = Arrays.stream(names).filter((name) -> isSet(context.getEnvironment(), name)).toList();
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnDwEndpoint.class);
		ConditionMessage reason = set.isEmpty() ? message.didNotFind("property", "properties").items((Object[]) names)
				: message.found("property", "properties").items(set);
		return new ConditionOutcome(set.isEmpty() != wanted, reason);
	}

	/**
	 * Asks the environment, which is much faster than to bind a list for each condition.
	 */
	private static boolean isSet(Environment environment, String name) {
		try {
			return environment.containsProperty(name + "[0]") ? isBound(environment, name)
					: hasElement(StringUtils.commaDelimitedListToSet(environment.getProperty(name)));
		}
		catch (IllegalArgumentException ex) {
			// It is set, to a placeholder that nothing defines. The details tell of it.
			return true;
		}
	}

	private static boolean isBound(Environment environment, String name) {
		return Binder.get(environment).bind(name, STRINGS).map(OnDwEndpointCondition::hasElement).orElse(false);
	}

	private static boolean hasElement(Collection<String> elements) {
		return elements.stream().anyMatch(StringUtils::hasText);
	}

}
