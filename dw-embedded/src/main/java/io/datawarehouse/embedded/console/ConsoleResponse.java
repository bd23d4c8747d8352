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

package io.datawarehouse.embedded.console;

import java.io.IOException;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * What the console answers.
 *
 * @param status the HTTP status
 * @param headers the headers
 * @param body the body
 * @param streaming what writes the answer instead
 */
record ConsoleResponse(int status, Map<String, String> headers, byte[] body, @Nullable Streaming streaming) {

	static final String NO_STORE = "no-store";

	static ConsoleResponse ok(Object json) {
		return json(200, json);
	}

	static ConsoleResponse json(int status, Object json) {
		return rawJson(status, ConsoleJson.bytes(json));
	}

	static ConsoleResponse rawJson(int status, byte[] json) {
		return of(status, "application/json", NO_STORE, json);
	}

	static ConsoleResponse error(int status, String message) {
		return json(status, Map.of("error", message));
	}

	static ConsoleResponse of(int status, String contentType, String cacheControl, byte[] body) {
		return new ConsoleResponse(status, Map.of("Content-Type", contentType, "Cache-Control", cacheControl), body,
				null);
	}

	static ConsoleResponse stream(Streaming streaming) {
		return new ConsoleResponse(200, Map.of("Cache-Control", NO_STORE), new byte[0], streaming);
	}

	/**
	 * Writes an answer for as long as there is something to tell.
	 */
	@FunctionalInterface
	interface Streaming {

		/**
		 * Take over the exchange, and close it at the end.
		 */
		void start(HttpExchange exchange) throws IOException;

	}

}
