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
package io.datawarehouse.autoconfigure.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import io.datawarehouse.autoconfigure.DwClientNames;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthContributors;

/**
 * Health of several clients of the same kind, each by its name.
 */
final class CompositeClientHealth implements CompositeHealthContributor, AutoCloseable {

	private final Map<String, DeadlineHealthIndicator> indicators;

	private CompositeClientHealth(Map<String, DeadlineHealthIndicator> indicators) {
		this.indicators = indicators;
	}

	/**
	 * Make the health of clients.
	 * @param clients the clients by the names of their beans
	 * @param type the type of the clients
	 * @param indicator makes the health of one client
	 * @return the health of the only client, or a composite
	 */
	static <C> HealthContributor of(Map<String, C> clients, Class<C> type,
			Function<C, DeadlineHealthIndicator> indicator) {
		if (clients.size() == 1) {
			return indicator.apply(clients.values().iterator().next());
		}
		Map<String, DeadlineHealthIndicator> indicators = new LinkedHashMap<>();
		clients.forEach((name, client) -> indicators.put(DwClientNames.of(name, type), indicator.apply(client)));
		return new CompositeClientHealth(indicators);
	}

	@Override
	public @Nullable HealthContributor getContributor(String name) {
		return this.indicators.get(name);
	}

	@Override
	public Stream<HealthContributors.Entry> stream() {
		return this.indicators.entrySet()
			.stream()
			.map((entry) -> new HealthContributors.Entry(entry.getKey(), entry.getValue()));
	}

	@Override
	public void close() {
		this.indicators.values().forEach(DeadlineHealthIndicator::close);
	}

}
