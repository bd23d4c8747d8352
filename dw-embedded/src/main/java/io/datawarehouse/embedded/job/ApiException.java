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

import java.util.List;
import java.util.Map;

/**
 * A request that the catalog refuses, in the shape of the Datlake backend's errors.
 */
final class ApiException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final int status;

	private final transient Object detail;

	private ApiException(int status, Object detail) {
		super(status + " " + detail, null, false, false);
		this.status = status;
		this.detail = detail;
	}

	static ApiException of(int status, String detail) {
		return new ApiException(status, detail);
	}

	static ApiException notFound(String what, String name) {
		return of(404, what + " '" + name + "' not found");
	}

	static ApiException invalid(List<String> location, String message, String type) {
		return new ApiException(422, List.of(Map.of("loc", location, "msg", message, "type", type)));
	}

	CatalogResponse response() {
		return CatalogResponse.json(this.status, Map.of("detail", this.detail));
	}

}
