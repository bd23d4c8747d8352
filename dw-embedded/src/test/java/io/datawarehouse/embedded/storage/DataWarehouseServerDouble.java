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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

import org.springframework.util.DigestUtils;

/**
 * Protocol double of the DataWarehouse server, which differs from S3 in just the ways
 * that {@link io.datawarehouse.storage.StorageDialect#DATAWAREHOUSE} is for.
 */
final class DataWarehouseServerDouble implements AutoCloseable {

	static final String ACCESS_KEY = "warehouse";

	static final String SECRET_KEY = "warehouse-secret";

	private static final int MAX_PARTS = 1000;

	private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber>");

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final DataWarehouseSignatures signatures = new DataWarehouseSignatures(ACCESS_KEY, SECRET_KEY);

	private final Map<String, NavigableMap<String, Stored>> buckets = new ConcurrentSkipListMap<>();

	private final Map<String, Upload> uploads = new ConcurrentHashMap<>();

	private final AtomicInteger requestIds = new AtomicInteger();

	private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

	DataWarehouseServerDouble() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
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

	/**
	 * What is stored, byte for byte.
	 */
	byte[] stored(String bucket, String key) {
		return this.buckets.get(bucket).get(key).content();
	}

	int uploads() {
		return this.uploads.size();
	}

	/**
	 * Methods and paths of all requests.
	 */
	List<String> calls() {
		return List.copyOf(this.calls);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		this.calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
		exchange.getResponseHeaders().set("x-amz-request-id", "dw-" + this.requestIds.incrementAndGet());
		try (exchange) {
			String refusal = this.signatures.verify(exchange, body);
			if (refusal != null) {
				error(exchange, 403, refusal, "refused");
			}
			else {
				new Call(exchange, body).dispatch();
			}
		}
		catch (RuntimeException ex) {
			error(exchange, 500, "InternalError", String.valueOf(ex));
		}
	}

	private static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
		xml(exchange, status, "<Error><Code>" + code + "</Code><Message>" + escape(message) + "</Message></Error>");
	}

	/**
	 * Says that it is UTF-16, as .NET does with a string that it writes, but is UTF-8.
	 */
	private static void xml(HttpExchange exchange, int status, String xml) throws IOException {
		byte[] content = ("<?xml version=\"1.0\" encoding=\"utf-16\"?>\n" + xml).getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/xml");
		send(exchange, status, content);
	}

	private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
		boolean none = content.length == 0 || exchange.getRequestMethod().equals("HEAD");
		exchange.sendResponseHeaders(status, none ? -1 : content.length);
		if (!none) {
			exchange.getResponseBody().write(content);
		}
	}

	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

	private record Stored(byte[] content, String etag, Map<String, String> headers, Instant time) {

		private static Stored of(byte[] content, Map<String, String> headers) {
			return new Stored(content, DigestUtils.md5DigestAsHex(content), headers, Instant.now());
		}

	}

	private record Upload(String bucket, String key, Map<String, String> headers,
			ConcurrentSkipListMap<Integer, byte[]> parts, Instant time) {

	}

	/**
	 * One request.
	 */
	private final class Call {

		private final HttpExchange exchange;

		private final byte[] body;

		private final Map<String, String> query = new LinkedHashMap<>();

		private final String bucket;

		private final String key;

		private Call(HttpExchange exchange, byte[] body) {
			this.exchange = exchange;
			this.body = body;
			String path = decode(exchange.getRequestURI().getRawPath().substring(1));
			int slash = path.indexOf('/');
			this.bucket = (slash < 0) ? path : path.substring(0, slash);
			this.key = (slash < 0) ? "" : path.substring(slash + 1);
			String rawQuery = exchange.getRequestURI().getRawQuery();
			for (String parameter : (rawQuery != null) ? rawQuery.split("&") : new String[0]) {
				String[] parts = parameter.split("=", 2);
				this.query.put(parts[0], (parts.length > 1) ? decodeQuery(parts[1]) : "");
			}
		}

		private static String decode(String path) {
			return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
		}

		private static String decodeQuery(String value) {
			return URLDecoder.decode(value, StandardCharsets.UTF_8);
		}

		private void dispatch() throws IOException {
			String method = this.exchange.getRequestMethod();
			if (this.bucket.isEmpty()) {
				listBuckets();
			}
			else if (this.key.isEmpty()) {
				bucket(method);
			}
			else if (!DataWarehouseServerDouble.this.buckets.containsKey(this.bucket)) {
				noSuchBucket();
			}
			else if (this.query.containsKey("uploadId") || this.query.containsKey("uploads")) {
				upload(method);
			}
			else {
				object(method);
			}
		}

		private void listBuckets() throws IOException {
			StringBuilder xml = new StringBuilder("<ListAllMyBucketsResult><Buckets>");
			DataWarehouseServerDouble.this.buckets.keySet()
				.forEach((name) -> xml.append("<Bucket><Name>")
					.append(name)
					.append("</Name><CreationDate>2026-01-01T00:00:00.000Z</CreationDate></Bucket>"));
			xml(this.exchange, 200, xml.append("</Buckets></ListAllMyBucketsResult>").toString());
		}

		private void bucket(String method) throws IOException {
			NavigableMap<String, Stored> objects = DataWarehouseServerDouble.this.buckets.get(this.bucket);
			if (method.equals("HEAD")) {
				send(this.exchange, 400, new byte[0]);
			}
			else if (method.equals("PUT") && objects == null) {
				DataWarehouseServerDouble.this.buckets.put(this.bucket, new ConcurrentSkipListMap<>());
				send(this.exchange, 200, new byte[0]);
			}
			else if (method.equals("PUT")) {
				error(this.exchange, 409, "BucketAlreadyOwnedByYou", this.bucket);
			}
			else if (objects == null) {
				noSuchBucket();
			}
			else if (method.equals("GET")) {
				list(objects);
			}
			else if (method.equals("DELETE") && objects.isEmpty()) {
				DataWarehouseServerDouble.this.buckets.remove(this.bucket);
				send(this.exchange, 204, new byte[0]);
			}
			else if (method.equals("DELETE")) {
				error(this.exchange, 409, "BucketNotEmpty", this.bucket);
			}
			else {
				error(this.exchange, 405, "MethodNotAllowed", method);
			}
		}

		private void noSuchBucket() throws IOException {
			error(this.exchange, 404, "NoSuchKey", "NoSuchBucket: " + this.bucket);
		}

		private void list(NavigableMap<String, Stored> objects) throws IOException {
			if (this.query.containsKey("uploads")) {
				listUploads();
				return;
			}
			if (!this.query.containsKey("list-type")) {
				error(this.exchange, 501, "NotImplemented", this.query.toString());
				return;
			}
			Listing listing = new Listing(this.query);
			String after = listing.after();
			for (Map.Entry<String, Stored> entry : objects.tailMap(after, false).entrySet()) {
				if (!listing.add(entry.getKey(), entry.getValue())) {
					break;
				}
			}
			xml(this.exchange, 200, listing.toXml(this.bucket));
		}

		private void listUploads() throws IOException {
			StringBuilder xml = new StringBuilder("<ListMultipartUploadsResult>");
			DataWarehouseServerDouble.this.uploads.forEach((id, upload) -> {
				if (upload.bucket().equals(this.bucket)) {
					xml.append("<Upload><Key>")
						.append(escape(upload.key()))
						.append("</Key><UploadId>")
						.append(id)
						.append("</UploadId><Initiated>")
						.append(DateTimeFormatter.ISO_INSTANT.format(upload.time()))
						.append("</Initiated></Upload>");
				}
			});
			xml(this.exchange, 200,
					xml.append("<IsTruncated>false</IsTruncated></ListMultipartUploadsResult>").toString());
		}

		private void object(String method) throws IOException {
			NavigableMap<String, Stored> objects = DataWarehouseServerDouble.this.buckets.get(this.bucket);
			Stored stored = objects.get(this.key);
			switch (method) {
				case "PUT" -> put(objects, stored);
				case "GET", "HEAD" -> get(stored);
				case "DELETE" -> {
					objects.remove(this.key);
					send(this.exchange, 204, new byte[0]);
				}
				default -> error(this.exchange, 501, "NotImplemented", method);
			}
		}

		private void put(NavigableMap<String, Stored> objects, @Nullable Stored present) throws IOException {
			Headers request = this.exchange.getRequestHeaders();
			String ifMatch = request.getFirst("If-Match");
			boolean refused = (request.containsKey("If-None-Match") && present != null)
					|| (ifMatch != null && (present == null || !ifMatch.contains(present.etag())));
			if (refused) {
				error(this.exchange, 412, "PreconditionFailed", this.key);
			}
			else if (request.containsKey("x-amz-copy-source")) {
				copy(request.getFirst("x-amz-copy-source"));
			}
			else {
				// A body in chunks would be stored with its framing.
				Stored stored = Stored.of(this.body, storedHeaders());
				objects.put(this.key, stored);
				this.exchange.getResponseHeaders().set("ETag", quoted(stored));
				send(this.exchange, 200, new byte[0]);
			}
		}

		private Map<String, String> storedHeaders() {
			Map<String, String> headers = new TreeMap<>();
			this.exchange.getRequestHeaders().forEach((name, values) -> {
				if (name.equalsIgnoreCase("Content-Type") || name.toLowerCase().startsWith("x-amz-meta-")) {
					headers.put(name, values.get(0));
				}
			});
			return headers;
		}

		private void copy(String source) throws IOException {
			String path = decode(source.startsWith("/") ? source.substring(1) : source);
			String from = path.substring(0, path.indexOf('/'));
			NavigableMap<String, Stored> objects = DataWarehouseServerDouble.this.buckets.get(from);
			Stored stored = (objects != null) ? objects.get(path.substring(from.length() + 1)) : null;
			if (stored == null) {
				failedRetrieve();
				return;
			}
			// A copy of a part takes this way, too, and replaces the object.
			boolean replace = "REPLACE".equals(this.exchange.getRequestHeaders().getFirst("x-amz-metadata-directive"));
			Stored copy = Stored.of(stored.content(), replace ? storedHeaders() : stored.headers());
			DataWarehouseServerDouble.this.buckets.get(this.bucket).put(this.key, copy);
			xml(this.exchange, 200, "<CopyObjectResult><ETag>" + escape(quoted(copy))
					+ "</ETag><LastModified>2026-01-01T00:00:00.000Z</LastModified></CopyObjectResult>");
		}

		private void failedRetrieve() throws IOException {
			error(this.exchange, 500, "InternalError", "Backend 'local' failed during Retrieve");
		}

		/**
		 * Ignores the range, and echoes the content type as metadata.
		 */
		private void get(@Nullable Stored stored) throws IOException {
			if (stored == null) {
				failedRetrieve();
				return;
			}
			Headers response = this.exchange.getResponseHeaders();
			stored.headers().forEach(response::set);
			String type = stored.headers().get("Content-type");
			if (type != null) {
				response.set("x-amz-meta-Content-Type", type);
			}
			response.set("ETag", '"' + stored.etag() + '"');
			response.set("Last-Modified",
					DateTimeFormatter.RFC_1123_DATE_TIME.format(stored.time().atZone(ZoneOffset.UTC)));
			if (this.exchange.getRequestMethod().equals("HEAD")) {
				response.set("Content-Length", Integer.toString(stored.content().length));
			}
			try {
				send(this.exchange, 200, stored.content());
			}
			catch (IOException ex) {
				// The client wanted a part of it only.
			}
		}

		private void upload(String method) throws IOException {
			String id = this.query.get("uploadId");
			if (id == null) {
				create();
				return;
			}
			Upload upload = DataWarehouseServerDouble.this.uploads.get(id);
			if (upload == null) {
				error(this.exchange, 404, "NoSuchUpload", id);
				return;
			}
			switch (method) {
				case "PUT" -> part(upload, Integer.parseInt(this.query.get("partNumber")));
				case "POST" -> complete(id, upload);
				case "DELETE" -> {
					DataWarehouseServerDouble.this.uploads.remove(id);
					send(this.exchange, 204, new byte[0]);
				}
				default -> error(this.exchange, 501, "NotImplemented", method);
			}
		}

		private void create() throws IOException {
			String id = "up-" + DataWarehouseServerDouble.this.requestIds.get();
			DataWarehouseServerDouble.this.uploads.put(id,
					new Upload(this.bucket, this.key, storedHeaders(), new ConcurrentSkipListMap<>(), Instant.now()));
			xml(this.exchange, 200,
					"<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>");
		}

		private void part(Upload upload, int number) throws IOException {
			if (this.exchange.getRequestHeaders().containsKey("x-amz-copy-source")) {
				copy(this.exchange.getRequestHeaders().getFirst("x-amz-copy-source"));
				return;
			}
			long size = this.body.length;
			for (byte[] part : upload.parts().values()) {
				size += part.length;
			}
			if (number > MAX_PARTS || size >= Integer.MAX_VALUE) {
				error(this.exchange, 400, "InvalidArgument", "Too large");
				return;
			}
			upload.parts().put(number, this.body);
			this.exchange.getResponseHeaders().set("ETag", quoted(Stored.of(this.body, Map.of())));
			send(this.exchange, 200, new byte[0]);
		}

		private void complete(String id, Upload upload) throws IOException {
			ByteArrayOutputStream content = new ByteArrayOutputStream();
			Matcher numbers = PART.matcher(new String(this.body, StandardCharsets.UTF_8));
			while (numbers.find()) {
				content.writeBytes(upload.parts().get(Integer.parseInt(numbers.group(1))));
			}
			NavigableMap<String, Stored> objects = DataWarehouseServerDouble.this.buckets.get(this.bucket);
			if (this.exchange.getRequestHeaders().containsKey("If-None-Match") && objects.containsKey(this.key)) {
				error(this.exchange, 412, "PreconditionFailed", this.key);
				return;
			}
			Stored stored = Stored.of(content.toByteArray(), upload.headers());
			objects.put(this.key, stored);
			DataWarehouseServerDouble.this.uploads.remove(id);
			xml(this.exchange, 200, "<CompleteMultipartUploadResult><ETag>" + escape(quoted(stored))
					+ "</ETag></CompleteMultipartUploadResult>");
		}

		/**
		 * In two pairs of quotes.
		 */
		private static String quoted(Stored stored) {
			return "\"\"" + stored.etag() + "\"\"";
		}

	}

	/**
	 * One page of a listing.
	 */
	private static final class Listing {

		private final Map<String, String> query;

		private final String prefix;

		private final int limit;

		private final StringBuilder xml = new StringBuilder();

		private final TreeMap<String, String> groups = new TreeMap<>();

		private int count;

		private String last = "";

		private boolean truncated;

		private Listing(Map<String, String> query) {
			this.query = query;
			this.prefix = query.getOrDefault("prefix", "");
			this.limit = Integer.parseInt(query.getOrDefault("max-keys", "1000"));
		}

		private String after() {
			return this.query.getOrDefault("continuation-token", this.query.getOrDefault("start-after", ""));
		}

		private boolean add(String key, Stored stored) {
			if (!key.startsWith(this.prefix)) {
				return true;
			}
			String delimiter = this.query.getOrDefault("delimiter", "");
			int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, this.prefix.length());
			String group = (end < 0) ? null : key.substring(0, end + delimiter.length());
			if (group == null
					|| !(this.groups.containsKey(group) || this.last.startsWith(group) || after().startsWith(group))) {
				if (this.count == this.limit) {
					this.truncated = true;
					return false;
				}
				this.count++;
			}
			this.last = key;
			if (group != null) {
				if (!after().startsWith(group)) {
					this.groups.put(group, group);
				}
				return true;
			}
			this.xml.append("<Contents><Key>")
				.append(escape(key).replace("\t", "&#9;"))
				.append("</Key><LastModified>")
				.append(DateTimeFormatter.ISO_INSTANT.format(stored.time()))
				.append("</LastModified><ETag>&quot;")
				.append(stored.etag())
				.append("&quot;</ETag><Size>")
				.append(stored.content().length)
				.append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
			return true;
		}

		private String toXml(String bucket) {
			StringBuilder result = new StringBuilder("<ListBucketResult><Name>").append(bucket)
				.append("</Name><KeyCount>")
				.append(this.count)
				.append("</KeyCount><IsTruncated>")
				.append(this.truncated)
				.append("</IsTruncated>");
			if (this.truncated) {
				result.append("<NextContinuationToken>").append(escape(this.last)).append("</NextContinuationToken>");
			}
			result.append(this.xml);
			this.groups.keySet()
				.forEach((group) -> result.append("<CommonPrefixes><Prefix>")
					.append(escape(group))
					.append("</Prefix></CommonPrefixes>"));
			return result.append("</ListBucketResult>").toString();
		}

	}

}
