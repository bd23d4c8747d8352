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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A store that keeps nothing: what is stored is counted, the object {@code bucket/N} has
 * N zero bytes, and a listing has as many objects as told.
 */
final class DiscardingStore implements AutoCloseable {

	private static final int PAGE = 1000;

	private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

	private static final Pattern TOKEN = Pattern.compile("continuation-token=(\\d+)");

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final int listed;

	private final AtomicLong received = new AtomicLong();

	DiscardingStore(int listed) throws IOException {
		this.listed = listed;
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	/**
	 * How many bytes of content came in.
	 */
	long received() {
		return this.received.get();
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String query = String.valueOf(exchange.getRequestURI().getRawQuery());
			switch (exchange.getRequestMethod()) {
				case "PUT" -> put(exchange);
				case "POST" -> post(exchange, query);
				case "GET" -> get(exchange, query);
				default -> exchange.sendResponseHeaders(204, -1);
			}
		}
	}

	private void put(HttpExchange exchange) throws IOException {
		byte[] block = new byte[64 * 1024];
		InputStream body = exchange.getRequestBody();
		for (int count = body.read(block); count >= 0; count = body.read(block)) {
			this.received.addAndGet(count);
		}
		exchange.getResponseHeaders().set("ETag", "\"part\"");
		exchange.sendResponseHeaders(200, -1);
	}

	private void post(HttpExchange exchange, String query) throws IOException {
		exchange.getRequestBody().readAllBytes();
		text(exchange,
				query.equals("uploads")
						? "<InitiateMultipartUploadResult><UploadId>up</UploadId></InitiateMultipartUploadResult>"
						: "<CompleteMultipartUploadResult><ETag>\"done\"</ETag></CompleteMultipartUploadResult>");
	}

	private void get(HttpExchange exchange, String query) throws IOException {
		if (query.contains("list-type")) {
			Matcher token = TOKEN.matcher(query);
			list(exchange, token.find() ? Integer.parseInt(token.group(1)) : 0);
			return;
		}
		String path = exchange.getRequestURI().getPath();
		long size = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
		long length = size;
		Matcher range = RANGE.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Range")));
		boolean partial = range.matches();
		exchange.getResponseHeaders().set("ETag", "\"zeros\"");
		if (partial) {
			length = Long.parseLong(range.group(2)) - Long.parseLong(range.group(1)) + 1;
			exchange.getResponseHeaders()
				.set("Content-Range", "bytes " + range.group(1) + "-" + range.group(2) + "/" + size);
		}
		exchange.sendResponseHeaders(partial ? 206 : 200, length);
		OutputStream body = exchange.getResponseBody();
		byte[] block = new byte[64 * 1024];
		for (long left = length; left > 0; left -= Math.min(block.length, left)) {
			body.write(block, 0, (int) Math.min(block.length, left));
		}
	}

	private void list(HttpExchange exchange, int start) throws IOException {
		int end = Math.min(this.listed, start + PAGE);
		StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>").append(end < this.listed)
			.append("</IsTruncated>");
		if (end < this.listed) {
			xml.append("<NextContinuationToken>").append(end).append("</NextContinuationToken>");
		}
		for (int i = start; i < end; i++) {
			xml.append("<Contents><Key>objects/number-").append(i).append("</Key><Size>").append(i);
			xml.append("</Size><ETag>\"0123456789abcdef0123456789abcdef\"</ETag>");
			xml.append("<LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents>");
		}
		text(exchange, xml.append("</ListBucketResult>").toString());
	}

	private static void text(HttpExchange exchange, String xml) throws IOException {
		byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/xml");
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
