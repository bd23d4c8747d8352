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

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.datawarehouse.autoconfigure.storage.DwStorageClientProperties;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches unless there are named clients and each has a server of its own: nobody would
 * use an embedded one then.
 */
class OnEmbeddedStorageCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Collection<DwStorageClientProperties> clients = Binder.get(context.getEnvironment())
			.bind("dw.storage.clients", Bindable.mapOf(String.class, DwStorageClientProperties.class))
			.orElse(Map.of())
			.values();
		List<DwStorageClientProperties> enabled = clients.stream()
			.filter(DwStorageClientProperties::isEnabled)
			.toList();
		boolean used = enabled.isEmpty() || enabled.stream().anyMatch(OnEmbeddedStorageCondition::needsServer);
		ConditionMessage.Builder message = ConditionMessage.forCondition("Embedded S3 server");
		return new ConditionOutcome(used, used ? message.because("there is a client without a server of its own")
				: message.because("each of dw.storage.clients has a server of its own"));
	}

	private static boolean needsServer(DwStorageClientProperties client) {
		return client.getEndpoint() == null && !StringUtils.hasText(client.getRegion());
	}

}
