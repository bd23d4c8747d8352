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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Proxy that notes what it is asked for, and has nothing for anyone.
 */
public final class ProxyDouble implements AutoCloseable {

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final ServerSocket server;

	/**
	 * Start a proxy on a free port.
	 */
	public ProxyDouble() {
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Thread thread = new Thread(this::serve, "proxy-double");
		thread.setDaemon(true);
		thread.start();
	}

	private void serve() {
		while (!this.server.isClosed()) {
			try (Socket socket = this.server.accept()) {
				BufferedReader reader = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
				this.requests.add(reader.readLine());
				String line = reader.readLine();
				while (line != null && !line.isEmpty()) {
					line = reader.readLine();
				}
				socket.getOutputStream()
					.write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
						.getBytes(StandardCharsets.US_ASCII));
			}
			catch (IOException ex) {
				// Closed, or a client that did not wait.
			}
		}
	}

	/**
	 * What was asked.
	 * @return the first line of each request
	 */
	public List<String> requests() {
		return this.requests;
	}

	/**
	 * Where it listens.
	 * @return the port, on 127.0.0.1
	 */
	public int port() {
		return this.server.getLocalPort();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
