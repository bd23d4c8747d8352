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

import java.net.BindException;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Thrown when an embedded server cannot listen on the port that it was told to.
 */
class EmbeddedPortInUseException extends IllegalStateException {

	private final String server;

	private final int port;

	private final String property;

	EmbeddedPortInUseException(String server, int port, String property, Throwable cause) {
		super("The embedded " + server + " cannot listen on port " + port + ", which " + property
				+ " sets: it is in use", cause);
		this.server = server;
		this.port = port;
		this.property = property;
	}

	/**
	 * Start a server, and tell a port in use from other failures.
	 * @param <T> the type of the server
	 * @param server the name of the server
	 * @param port the port that it was told to listen on
	 * @param property the property that says so
	 * @param start starts the server
	 * @return the started server
	 */
	static <T> T tell(String server, int port, String property, Supplier<T> start) {
		try {
			return start.get();
		}
		catch (RuntimeException ex) {
			throw isInUse(ex) ? new EmbeddedPortInUseException(server, port, property, ex) : ex;
		}
	}

	/**
	 * Netty's native transport has an exception of its own.
	 */
	private static boolean isInUse(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			boolean said = cause.getMessage() != null
					&& cause.getMessage().toLowerCase(Locale.ROOT).contains("already in use");
			if (said || cause instanceof BindException) {
				return true;
			}
		}
		return false;
	}

	String getServer() {
		return this.server;
	}

	int getPort() {
		return this.port;
	}

	String getProperty() {
		return this.property;
	}

}
