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
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The JDK's HTTP server on the loopback address, with a bounded number of threads.
 */
final class ConsoleServer implements AutoCloseable {

	/**
	 * What the names of all threads of the console begin with.
	 */
	static final String THREADS_PREFIX = "dw-console-";

	private static final Logger logger = LoggerFactory.getLogger(ConsoleServer.class);

	private static final String HOST = "127.0.0.1";

	private static final int THREADS = 16;

	private static final int QUEUED = 256;

	static {
		// Without TCP_NODELAY the body of an answer waits for a delayed acknowledgement.
		if (System.getProperty("sun.net.httpserver.nodelay") == null) {
			System.setProperty("sun.net.httpserver.nodelay", "true");
		}
	}

	private final HttpServer server;

	private final ThreadPoolExecutor executor;

	private ConsoleServer(HttpServer server) {
		this.server = server;
		this.executor = executor();
		server.setExecutor(this.executor);
	}

	/**
	 * Take a port, without answering yet.
	 * @param port the port, 0 for a free one
	 * @param orAny whether a free port will do when that one is in use
	 */
	static ConsoleServer bind(int port, boolean orAny) {
		try {
			return new ConsoleServer(create(port));
		}
		catch (BindException ex) {
			if (!orAny) {
				throw failure(port, ex);
			}
			logger.info("Port {} is in use, so the DataWarehouse console takes a free one", port);
			return bind(0, false);
		}
		catch (IOException ex) {
			throw failure(port, ex);
		}
	}

	private static HttpServer create(int port) throws IOException {
		return HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), port), 128);
	}

	private static IllegalStateException failure(int port, IOException cause) {
		return new IllegalStateException("The DataWarehouse console cannot listen on " + HOST + ":" + port + ": "
				+ cause.getMessage() + ". Choose another port, or 0 for a free one.", cause);
	}

	private static ThreadPoolExecutor executor() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory(THREADS_PREFIX);
		threads.setDaemon(true);
		// When the queue is full, the thread that accepts requests answers one itself and
		// accepts no more meanwhile.
		ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(QUEUED), threads, new ThreadPoolExecutor.CallerRunsPolicy());
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	void start(HttpHandler handler) {
		this.server.createContext("/", handler);
		this.server.start();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
