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

package io.datawarehouse.embedded.storage;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * HTTP proxy in front of a store that does to requests and answers what a bad network and
 * a bad store do. Every connection carries one request.
 */
final class FaultProxy implements AutoCloseable {

	private final URI upstream;

	private final ServerSocket listener;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final List<Rule> rules = new CopyOnWriteArrayList<>();

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	FaultProxy(URI upstream) {
		this.upstream = upstream;
		try {
			this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.listener.getLocalPort());
	}

	/**
	 * Do a fault to the next request that matches. Rules are tried in their order.
	 */
	FaultProxy once(Predicate<Request> which, Fault fault) {
		this.rules.add(new Rule(which, fault, true));
		return this;
	}

	/**
	 * Do a fault to every request that matches.
	 */
	FaultProxy always(Predicate<Request> which, Fault fault) {
		this.rules.add(new Rule(which, fault, false));
		return this;
	}

	/**
	 * All requests that came, also those that were done a fault to.
	 */
	List<Request> requests() {
		return List.copyOf(this.requests);
	}

	long count(Predicate<Request> which) {
		return this.requests.stream().filter(which).count();
	}

	/**
	 * Whether every fault that was to be done once was done.
	 */
	boolean isDone() {
		return this.rules.stream().noneMatch(Rule::once);
	}

	void reset() {
		this.rules.clear();
		this.requests.clear();
	}

	private void accept() {
		try {
			while (true) {
				Socket client = track(this.listener.accept());
				this.threads.execute(() -> serve(client));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private Socket track(Socket socket) {
		this.sockets.add(socket);
		return socket;
	}

	private void serve(Socket client) {
		try (client) {
			InputStream input = new BufferedInputStream(client.getInputStream());
			String head = readHead(input);
			if (!head.isEmpty()) {
				Request request = Request.parse(head);
				this.requests.add(request);
				faultFor(request).apply(new Exchange(client, input, head, request));
			}
		}
		catch (IOException ex) {
			// The client or the store is gone, as it should be.
		}
		finally {
			this.sockets.remove(client);
		}
	}

	private synchronized Fault faultFor(Request request) {
		for (Rule rule : this.rules) {
			if (rule.which().test(request)) {
				if (rule.once()) {
					this.rules.remove(rule);
				}
				return rule.fault();
			}
		}
		return Exchange::relay;
	}

	private static String readHead(InputStream input) throws IOException {
		ByteArrayOutputStream head = new ByteArrayOutputStream();
		int matched = 0;
		while (matched < 4) {
			int next = input.read();
			if (next < 0) {
				return "";
			}
			head.write(next);
			matched = (next == "\r\n\r\n".charAt(matched)) ? matched + 1 : (next == '\r') ? 1 : 0;
		}
		return head.toString(StandardCharsets.ISO_8859_1);
	}

	@Override
	public void close() {
		try {
			this.listener.close();
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			this.threads.shutdownNow();
		}
	}

	/**
	 * What is done to a request.
	 */
	@FunctionalInterface
	interface Fault {

		void apply(Exchange exchange) throws IOException;

	}

	private record Rule(Predicate<Request> which, Fault fault, boolean once) {

	}

	/**
	 * A request that came.
	 *
	 * @param method the method
	 * @param target the path with the query
	 * @param headers the headers
	 */
	record Request(String method, String target, Map<String, String> headers) {

		private static Request parse(String head) {
			String[] lines = head.split("\r\n");
			String[] start = lines[0].split(" ");
			Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
			for (int i = 1; i < lines.length; i++) {
				int colon = lines[i].indexOf(':');
				headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 1).trim());
			}
			return new Request(start[0], start[1], headers);
		}

		boolean is(String method, String part) {
			return this.method.equals(method) && this.target.contains(part);
		}

		long length() {
			return Long.parseLong(this.headers.getOrDefault("Content-Length", "0"));
		}

	}

	/**
	 * A request and its answer.
	 */
	final class Exchange {

		private final Socket client;

		private final InputStream input;

		private final String head;

		private final Request request;

		private Exchange(Socket client, InputStream input, String head, Request request) {
			this.client = client;
			this.input = input;
			this.head = head;
			this.request = request;
		}

		Request request() {
			return this.request;
		}

		OutputStream output() throws IOException {
			return this.client.getOutputStream();
		}

		/**
		 * Pass the request and its answer on as they are.
		 */
		void relay() throws IOException {
			forward((head, body) -> {
				output().write(head.getBytes(StandardCharsets.ISO_8859_1));
				body.transferTo(output());
			});
		}

		/**
		 * Pass the request on and hand over the answer.
		 */
		void forward(Answer answer) throws IOException {
			try (Socket store = track(
					new Socket(FaultProxy.this.upstream.getHost(), FaultProxy.this.upstream.getPort()))) {
				String request = closing(this.head.replaceFirst("(?i)\r\nExpect:[^\r]*", ""));
				store.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
				readBody(this.request.length(), store.getOutputStream());
				InputStream answered = new BufferedInputStream(store.getInputStream());
				// Not all stores say it, and the client would use the connection again.
				answer.accept(closing(readHead(answered)), answered);
				FaultProxy.this.sockets.remove(store);
			}
		}

		private static String closing(String head) {
			return head.replaceFirst("(?i)\r\nConnection:[^\r]*", "").replaceFirst("\r\n", "\r\nConnection: close\r\n");
		}

		/**
		 * Read from the body of the request.
		 */
		void readBody(long length, @Nullable OutputStream target) throws IOException {
			if (this.request.headers().containsKey("Expect")) {
				output().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
			}
			byte[] buffer = new byte[64 * 1024];
			for (long left = length; left > 0;) {
				int count = this.input.read(buffer, 0, (int) Math.min(buffer.length, left));
				if (count < 0) {
					throw new EOFException();
				}
				if (target != null) {
					target.write(buffer, 0, count);
				}
				left -= count;
			}
		}

		/**
		 * Answer in the place of the store.
		 */
		void reply(int status, String body, String... headers) throws IOException {
			readBody(this.request.length(), null);
			byte[] content = body.getBytes(StandardCharsets.UTF_8);
			StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status)
				.append(" Told\r\nConnection: close\r\nContent-Length: ")
				.append(content.length)
				.append("\r\nx-amz-request-id: told-by-proxy\r\n");
			for (int i = 0; i < headers.length; i += 2) {
				head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
			}
			output().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
			if (!this.request.method().equals("HEAD")) {
				output().write(content);
			}
		}

		/**
		 * End the connection by a reset instead of an orderly close.
		 */
		void abort() throws IOException {
			this.client.setSoLinger(true, 0);
			this.client.close();
		}

	}

	/**
	 * Takes the answer of the store.
	 */
	@FunctionalInterface
	interface Answer {

		void accept(String head, InputStream body) throws IOException;

	}

}
