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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog answers: JSON, or the content of a file.
 *
 * @param status the HTTP status
 * @param body the JSON
 * @param file the file, if that is to be sent instead
 * @param streaming what writes server-sent events, if those are to be sent instead
 */
record CatalogResponse(int status, byte[] body, @Nullable Path file, @Nullable Streaming streaming) {

	static CatalogResponse json(int status, Object body) {
		return new CatalogResponse(status, CatalogJson.bytes(body), null, null);
	}

	static CatalogResponse ok(Object body) {
		return json(200, body);
	}

	static CatalogResponse stored(int status, String body) {
		return new CatalogResponse(status, body.getBytes(StandardCharsets.UTF_8), null, null);
	}

	static CatalogResponse file(Path file) {
		return new CatalogResponse(200, new byte[0], file, null);
	}

	static CatalogResponse stream(Streaming streaming) {
		return new CatalogResponse(200, new byte[0], null, streaming);
	}

	String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Writes an answer for as long as there is something to tell, in its own thread.
	 */
	@FunctionalInterface
	interface Streaming {

		/**
		 * Take over the exchange, and close it at the end.
		 */
		void start(HttpExchange exchange) throws IOException;

	}

}
