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

package io.datawarehouse.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A store with one bucket that keeps objects and uploads in memory, serves many
 * connections at once, each as slowly as told, and misbehaves as told.
 */
final class PartStore implements AutoCloseable {

	private static final Pattern PART_NUMBER = Pattern.compile("partNumber=(\\d+)");

	private static final int BLOCK = 64 * 1024;

	// ESTABLISHED, and CLOSE_WAIT: ended by the store and not yet by the client.
	private static final Set<String> OPEN = Set.of("01", "08");

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Map<String, byte[]> objects = new ConcurrentHashMap<>();

	private final Map<String, Map<Integer, byte[]>> uploads = new ConcurrentHashMap<>();

	private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

	private final Set<HttpExchange> moving = ConcurrentHashMap.newKeySet();

	private final AtomicInteger mostMoving = new AtomicInteger();

	volatile long bytesPerSecond;

	volatile boolean ignoresRanges;

	volatile boolean corruptsRanges;

	volatile boolean answersChecksums;

	volatile Fault fault = (exchange, call) -> false;

	PartStore() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	URI endpoint() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	Map<String, byte[]> objects() {
		return this.objects;
	}

	Map<String, Map<Integer, byte[]>> uploads() {
		return this.uploads;
	}

	List<String> calls() {
		return List.copyOf(this.calls);
	}

	/**
	 * How many requests moved content at the same time.
	 */
	int mostMoving() {
		return this.mostMoving.get();
	}

	/**
	 * How many connections to this store are open on the side of the client, as Linux
	 * tells it; none elsewhere.
	 */
	long connections() {
		String port = ":%04X".formatted(this.server.getAddress().getPort());
		return Stream.of("tcp", "tcp6")
			.map((protocol) -> Path.of("/proc/self/net", protocol))
			.filter(Files::isReadable)
			.flatMap(PartStore::lines)
			.map((line) -> line.trim().split("\\s+"))
			.filter((columns) -> columns[2].endsWith(port) && OPEN.contains(columns[3]))
			.count();
	}

	private static Stream<String> lines(Path file) {
		try {
			return Files.readAllLines(file).stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void forgetMostMoving() {
		this.mostMoving.set(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
		this.calls.add(call + " " + exchange.getRequestHeaders().getFirst("Range"));
		begin(exchange);
		try (exchange) {
			if (!this.fault.strike(exchange, call)) {
				answer(exchange);
			}
		}
		finally {
			end(exchange);
		}
	}

	private synchronized void begin(HttpExchange exchange) {
		this.moving.add(exchange);
		this.mostMoving.accumulateAndGet(this.moving.size(), Math::max);
	}

	/**
	 * Ends a request before the last byte of its answer goes out: the client may send the
	 * next one as soon as it has that byte.
	 */
	private synchronized void end(HttpExchange exchange) {
		this.moving.remove(exchange);
	}

	private void answer(HttpExchange exchange) throws IOException {
		String key = exchange.getRequestURI().getPath();
		String query = String.valueOf(exchange.getRequestURI().getQuery());
		switch (exchange.getRequestMethod()) {
			case "GET" -> get(exchange, key);
			case "HEAD" -> {
				exchange.getResponseHeaders().set("Content-Length", String.valueOf(this.objects.get(key).length));
				exchange.getResponseHeaders().set("ETag", "\"source\"");
				empty(exchange, 200);
			}
			case "PUT" -> put(exchange, key, query);
			case "POST" -> post(exchange, key, query);
			default -> {
				this.uploads.remove(query.replace("uploadId=", ""));
				empty(exchange, 204);
			}
		}
	}

	private void get(HttpExchange exchange, String key) throws IOException {
		byte[] object = this.objects.get(key);
		String range = exchange.getRequestHeaders().getFirst("Range");
		String match = exchange.getRequestHeaders().getFirst("If-Match");
		String etag = "\"" + crc32(object, object.length).replace("=", "") + "\"";
		if (match != null && !match.equals(etag)) {
			error(exchange, 412, "PreconditionFailed");
			return;
		}
		int start = 0;
		int end = object.length;
		exchange.getResponseHeaders().set("ETag", etag);
		if (this.answersChecksums && range == null) {
			exchange.getResponseHeaders().set("x-amz-checksum-crc32", crc32(object, object.length));
		}
		boolean partial = range != null && !this.ignoresRanges;
		if (partial) {
			String[] bounds = range.replace("bytes=", "").split("-", -1);
			start = Integer.parseInt(bounds[0]);
			end = bounds[1].isEmpty() ? end : Math.min(end, Integer.parseInt(bounds[1]) + 1);
			exchange.getResponseHeaders()
				.set("Content-Range", "bytes " + start + "-" + (end - 1) + "/" + object.length);
		}
		if (end == start) {
			empty(exchange, partial ? 206 : 200);
			return;
		}
		exchange.sendResponseHeaders(partial ? 206 : 200, end - start);
		byte[] sent = object;
		if (partial && this.corruptsRanges) {
			sent = object.clone();
			sent[start] ^= 1;
		}
		copy(new ByteArrayInputStream(sent, start, end - 1 - start), exchange.getResponseBody());
		end(exchange);
		exchange.getResponseBody().write(sent, end - 1, 1);
	}

	private void put(HttpExchange exchange, String key, String query) throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		copy(exchange.getRequestBody(), content);
		String source = exchange.getRequestHeaders().getFirst("x-amz-copy-source");
		byte[] bytes = (source != null) ? copied(exchange, source) : content.toByteArray();
		String expected = exchange.getRequestHeaders().getFirst("x-amz-checksum-crc32");
		if (expected != null && !expected.equals(crc32(bytes, bytes.length))) {
			error(exchange, 400, "BadDigest");
			return;
		}
		Matcher part = PART_NUMBER.matcher(query);
		if (part.find()) {
			this.uploads.get(query.replaceAll(".*uploadId=", "")).put(Integer.valueOf(part.group(1)), bytes);
		}
		else {
			this.objects.put(key, bytes);
		}
		if (source != null) {
			text(exchange, 200, "<CopyPartResult><ETag>\"part\"</ETag></CopyPartResult>");
			return;
		}
		exchange.getResponseHeaders().set("ETag", "\"part\"");
		empty(exchange, 200);
	}

	private byte[] copied(HttpExchange exchange, String source) {
		String[] bounds = exchange.getRequestHeaders()
			.getFirst("x-amz-copy-source-range")
			.replace("bytes=", "")
			.split("-");
		return Arrays.copyOfRange(this.objects.get("/" + source), Integer.parseInt(bounds[0]),
				Integer.parseInt(bounds[1]) + 1);
	}

	private void post(HttpExchange exchange, String key, String query) throws IOException {
		exchange.getRequestBody().readAllBytes();
		if (query.equals("uploads")) {
			String id = "up" + this.calls.size();
			this.uploads.put(id, Collections.synchronizedMap(new TreeMap<>()));
			text(exchange, 200,
					"<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
			return;
		}
		ByteArrayOutputStream object = new ByteArrayOutputStream();
		for (byte[] part : this.uploads.remove(query.replace("uploadId=", "")).values()) {
			object.write(part);
		}
		this.objects.put(key, object.toByteArray());
		text(exchange, 200, "<CompleteMultipartUploadResult><ETag>\"done\"</ETag></CompleteMultipartUploadResult>");
	}

	void error(HttpExchange exchange, int status, String code) throws IOException {
		exchange.getRequestBody().readAllBytes();
		text(exchange, status, "<Error><Code>" + code + "</Code><Message>told " + code + "</Message></Error>");
	}

	private void empty(HttpExchange exchange, int status) throws IOException {
		end(exchange);
		exchange.sendResponseHeaders(status, -1);
	}

	private void text(HttpExchange exchange, int status, String xml) throws IOException {
		byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
		end(exchange);
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	private void copy(InputStream input, OutputStream output) throws IOException {
		byte[] block = new byte[BLOCK];
		long begin = System.nanoTime();
		long moved = 0;
		for (int count = input.read(block); count >= 0; count = input.read(block)) {
			output.write(block, 0, count);
			moved += count;
			long due = (this.bytesPerSecond > 0) ? begin + moved * 1_000_000_000L / this.bytesPerSecond : begin;
			for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
				LockSupport.parkNanos(left);
			}
		}
	}

	static String crc32(byte[] bytes, int length) {
		CRC32 checksum = new CRC32();
		checksum.update(bytes, 0, length);
		return Checksums.base64(checksum);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
		try {
			this.threads.awaitTermination(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Misbehaviour.
	 */
	@FunctionalInterface
	interface Fault {

		/**
		 * Answer a request in another way.
		 * @return whether it was answered
		 */
		boolean strike(HttpExchange exchange, String call) throws IOException;

	}

}
