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
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The JDK's HTTP server on the loopback address, with a bounded number of threads.
 */
final class CatalogServer implements AutoCloseable {

	private static final int THREADS = 16;

	private static final int QUEUED = 1024;

	static {
		// The server writes the headers and the body of an answer separately. Without
		// TCP_NODELAY the body waits for the client's delayed acknowledgement: 40 ms.
		setIfAbsent("sun.net.httpserver.nodelay", "true");
		// Beyond this number idle connections are closed, just when the client may be
		// sending on them; 200 by default.
		setIfAbsent("sun.net.httpserver.maxIdleConnections", "2000");
	}

	private final HttpServer server;

	private final ThreadPoolExecutor executor;

	CatalogServer(int port, HttpHandler handler) throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 512);
		this.executor = executor();
		this.server.setExecutor(this.executor);
		this.server.createContext("/", handler);
		this.server.start();
	}

	private static ThreadPoolExecutor executor() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("dw-catalog-");
		threads.setDaemon(true);
		// When the queue is full, the thread that accepts requests answers one itself and
		// accepts no more meanwhile.
		ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(QUEUED), threads, new ThreadPoolExecutor.CallerRunsPolicy());
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static void setIfAbsent(String property, String value) {
		if (System.getProperty(property) == null) {
			System.setProperty(property, value);
		}
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	@Override
	public void close() {
		this.executor.shutdown();
		try {
			this.executor.awaitTermination(2, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
