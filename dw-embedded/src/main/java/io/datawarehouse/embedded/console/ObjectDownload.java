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
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.datawarehouse.storage.ObjectContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an object as a file to keep. It is never shown as a page: that would be a page of
 * the console.
 */
final class ObjectDownload implements ConsoleResponse.Streaming {

	private static final Logger logger = LoggerFactory.getLogger(ObjectDownload.class);

	private final ObjectContent content;

	private final Runnable onEnd;

	ObjectDownload(ObjectContent content, Runnable onEnd) {
		this.content = content;
		this.onEnd = onEnd;
	}

	@Override
	public void start(HttpExchange exchange) {
		// Closed before it is whole, the connection ends, which tells that something is
		// missing.
		try (exchange; this.content) {
			Headers headers = exchange.getResponseHeaders();
			headers.set("Content-Type", "application/octet-stream");
			headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
			headers.set("Content-Disposition", "attachment; filename=\"object\"; filename*=UTF-8''"
					+ encode(this.content.info().uri().fileName()));
			long length = this.content.length();
			exchange.sendResponseHeaders(200, (length > 0) ? length : -1);
			if (length > 0) {
				OutputStream out = exchange.getResponseBody();
				this.content.transferTo(out);
			}
		}
		catch (IOException | RuntimeException ex) {
			logger.debug("A download ended early", ex);
		}
		finally {
			this.onEnd.run();
		}
	}

	private static String encode(String name) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
	}

}
