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

package io.datawarehouse.benchmarks.storage.sink;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;

/**
 * Accepts connections on a free port of the loopback interface and serves each on a
 * thread of its own. Ends with {@link #close()}, or, as a process, with its standard
 * input.
 *
 * @since 1.0.0
 */
public final class SinkServer implements AutoCloseable {

	private static final int MAXIMUM_CONNECTIONS = 1024;

	private final ServerSocketChannel server;

	private final LinkSpeed speed;

	private final Semaphore connections = new Semaphore(MAXIMUM_CONNECTIONS);

	private SinkServer(ServerSocketChannel server, LinkSpeed speed) {
		this.server = server;
		this.speed = speed;
	}

	/**
	 * Start a sink.
	 * @param speed the link it pretends to sit behind
	 * @return the started sink
	 * @throws IOException when no port can be opened
	 */
	public static SinkServer start(LinkSpeed speed) throws IOException {
		ServerSocketChannel channel = ServerSocketChannel.open();
		channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), MAXIMUM_CONNECTIONS);
		SinkServer server = new SinkServer(channel, speed);
		startThread(server::accept, "sink-accept");
		return server;
	}

	/**
	 * Run a sink as a process: prints {@code port N} and ends when its standard input
	 * does.
	 * @param args the id of the {@link LinkSpeed}
	 * @throws IOException when no port can be opened
	 */
	public static void main(String[] args) throws IOException {
		try (SinkServer server = start(LinkSpeed.of(args[0]))) {
			System.out.println("port " + server.port());
			while (System.in.read() >= 0) {
				// whatever comes: only the end counts
			}
		}
	}

	/**
	 * Return the port that the sink listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.socket().getLocalPort();
	}

	private void accept() {
		try {
			for (;;) {
				this.connections.acquireUninterruptibly();
				SocketChannel channel = this.server.accept();
				channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
				startThread(() -> serve(channel), "sink-connection");
			}
		}
		catch (IOException ex) {
			// The server was closed: there is nobody left to tell.
		}
	}

	private void serve(SocketChannel channel) {
		try {
			new SinkConnection(channel, this.speed).run();
		}
		finally {
			this.connections.release();
		}
	}

	private static void startThread(Runnable task, String name) {
		Thread thread = new Thread(task, name);
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
