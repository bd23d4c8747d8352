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

package io.datawarehouse.embedded.fila;

import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Keeps the transport from logging a warning with a stack trace each time a consumer
 * leaves while there are messages on the way to it, which is nothing unusual.
 */
final class QuietDisconnects {

	/**
	 * Held, because the JDK forgets loggers that nobody holds together with their filter.
	 */
	private static final Logger TRANSPORT = Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerHandler");

	private QuietDisconnects() {
	}

	static void install() {
		TRANSPORT.setFilter(QuietDisconnects::isUnusual);
	}

	private static boolean isUnusual(LogRecord entry) {
		Throwable thrown = entry.getThrown();
		return thrown == null || thrown.getMessage() == null
				|| !thrown.getMessage().startsWith("Stream closed before write could take place");
	}

}
