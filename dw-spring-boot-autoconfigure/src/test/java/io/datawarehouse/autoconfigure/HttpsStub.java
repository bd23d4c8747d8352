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
package io.datawarehouse.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

/**
 * A server behind TLS that finds everything and closes each connection, whose certificate
 * can be changed.
 */
final class HttpsStub implements AutoCloseable {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private HttpsServer server;

	HttpsStub(SSLContext context, boolean asksForCertificate) throws IOException {
		this.server = start(0, context, asksForCertificate);
	}

	private HttpsServer start(int port, SSLContext context, boolean asksForCertificate) throws IOException {
		HttpsServer starting = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
		starting.setHttpsConfigurator(new HttpsConfigurator(context) {

			@Override
			public void configure(HttpsParameters parameters) {
				SSLParameters ssl = context.getDefaultSSLParameters();
				ssl.setNeedClientAuth(asksForCertificate);
				parameters.setSSLParameters(ssl);
			}

		});
		starting.createContext("/", HttpsStub::answer);
		starting.setExecutor(this.executor);
		starting.start();
		return starting;
	}

	private static void answer(HttpExchange exchange) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			exchange.getResponseHeaders().add("Connection", "close");
			exchange.sendResponseHeaders(200, -1);
		}
	}

	/**
	 * Start again at the same address with another certificate.
	 */
	void use(SSLContext context, boolean asksForCertificate) throws IOException {
		int port = this.server.getAddress().getPort();
		this.server.stop(0);
		this.server = start(port, context, asksForCertificate);
	}

	URI url() {
		return URI.create("https://127.0.0.1:" + this.server.getAddress().getPort());
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
