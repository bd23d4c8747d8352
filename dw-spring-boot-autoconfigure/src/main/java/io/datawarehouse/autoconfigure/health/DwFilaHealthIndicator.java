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

import java.time.Duration;
import java.util.Map;

import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaProbe;

/**
 * Health of the Fila broker: whether the channel to it can be made ready.
 */
class DwFilaHealthIndicator extends DeadlineHealthIndicator {

	private final FilaClient client;

	private final Duration deadline;

	DwFilaHealthIndicator(FilaClient client, Duration deadline) {
		super("dwFila", deadline);
		this.client = client;
		this.deadline = deadline;
	}

	@Override
	Map<String, Object> probe() {
		FilaProbe probe = this.client.probe(this.deadline);
		if (!probe.ready()) {
			throw new IllegalStateException("The channel is " + probe.state());
		}
		return Map.of("state", probe.state());
	}

}
