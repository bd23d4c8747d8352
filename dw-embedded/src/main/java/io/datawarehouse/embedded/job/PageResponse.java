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

package io.datawarehouse.embedded.job;

import tools.jackson.databind.node.ObjectNode;

/**
 * The answer that holds a page.
 */
final class PageResponse {

	private PageResponse() {
	}

	static CatalogResponse of(String name, Page<?> page) {
		ObjectNode body = CatalogJson.object();
		body.set(name, CatalogJson.tree(page.items()));
		body.put("total", page.total())
			.put("limit", page.paging().limit())
			.put("offset", page.paging().offset())
			.put("next_cursor", page.next());
		return CatalogResponse.ok(body);
	}

}
