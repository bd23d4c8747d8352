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

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.datawarehouse.storage.DataWarehouseTemplate;

/**
 * Health of the object store: a one-key listing of the default bucket, or a listing of
 * the buckets when there is none.
 */
class DwStorageHealthIndicator extends DeadlineHealthIndicator {

	private final DataWarehouseTemplate template;

	DwStorageHealthIndicator(DataWarehouseTemplate template, Duration deadline) {
		super("dwStorage", deadline);
		this.template = template;
	}

	@Override
	Map<String, Object> probe() {
		this.template.probe();
		Map<String, Object> details = new LinkedHashMap<>();
		URI endpoint = this.template.getEndpoint();
		details.put("endpoint", (endpoint != null) ? endpoint.toString() : "AWS " + this.template.getRegion());
		String server = this.template.getServer();
		if (server != null) {
			details.put("server", server);
		}
		return details;
	}

}
