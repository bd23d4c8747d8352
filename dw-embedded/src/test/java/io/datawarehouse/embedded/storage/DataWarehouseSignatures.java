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

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * Verifies AWS signatures, version 4, as the DataWarehouse server does: the path is
 * encoded once more before it is signed, and a presigned URL is good for 15 minutes at
 * the most. Written from the protocol and without the SDK, so that it shares no mistake
 * with what it judges.
 */
final class DataWarehouseSignatures {

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private static final Duration MAX_AGE = Duration.ofMinutes(15);

	private final String accessKey;

	private final String secretKey;

	DataWarehouseSignatures(String accessKey, String secretKey) {
		this.accessKey = accessKey;
		this.secretKey = secretKey;
	}

	/**
	 * Verify a request.
	 * @return the code of the refusal, or {@code null} if the request is signed well
	 */
	@Nullable String verify(HttpExchange exchange, byte[] body) {
		TreeMap<String, String> query = query(exchange.getRequestURI());
		String authorization = exchange.getRequestHeaders().getFirst("Authorization");
		if (query.containsKey("X-Amz-Signature")) {
			return verifyUrl(exchange, query);
		}
		return (authorization == null) ? "AccessDenied" : verifyHeader(exchange, authorization, query, body);
	}

	private @Nullable String verifyUrl(HttpExchange exchange, TreeMap<String, String> query) {
		String signature = query.remove("X-Amz-Signature");
		long expires = Long.parseLong(query.get("X-Amz-Expires"));
		Instant signed = DATE.parse(query.get("X-Amz-Date"), Instant::from);
		if (expires > MAX_AGE.toSeconds() || signed.plusSeconds(expires).isBefore(Instant.now())) {
			return "AccessDenied";
		}
		Credential credential = Credential.of(decode(query.get("X-Amz-Credential")));
		String canonical = canonical(exchange, query, decode(query.get("X-Amz-SignedHeaders")), "UNSIGNED-PAYLOAD");
		return compare(credential, query.get("X-Amz-Date"), canonical, signature);
	}

	private @Nullable String verifyHeader(HttpExchange exchange, String authorization, TreeMap<String, String> query,
			byte[] body) {
		Headers headers = exchange.getRequestHeaders();
		String date = headers.getFirst("X-Amz-Date");
		if (Duration.between(DATE.parse(date, Instant::from), Instant.now()).abs().compareTo(MAX_AGE) > 0) {
			return "RequestTimeTooSkewed";
		}
		String hash = headers.getFirst("X-Amz-Content-Sha256");
		boolean named = hash.matches("[0-9a-f]{64}");
		if (named && !hash.equals(HexFormat.of().formatHex(sha256(body)))) {
			return "XAmzContentSHA256Mismatch";
		}
		Credential credential = Credential.of(part(authorization, "Credential="));
		String canonical = canonical(exchange, query, part(authorization, "SignedHeaders="), hash);
		return compare(credential, date, canonical, part(authorization, "Signature="));
	}

	private static String part(String authorization, String name) {
		int start = authorization.indexOf(name) + name.length();
		int end = authorization.indexOf(',', start);
		return authorization.substring(start, (end < 0) ? authorization.length() : end).trim();
	}

	private @Nullable String compare(Credential credential, String date, String canonical, String signature) {
		if (!credential.accessKey().equals(this.accessKey)) {
			return "InvalidAccessKeyId";
		}
		String scope = String.join("/", credential.scope());
		String text = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n"
				+ HexFormat.of().formatHex(sha256(canonical.getBytes(StandardCharsets.UTF_8)));
		byte[] key = ("AWS4" + this.secretKey).getBytes(StandardCharsets.UTF_8);
		for (String step : credential.scope()) {
			key = hmac(key, step);
		}
		return HexFormat.of().formatHex(hmac(key, text)).equals(signature) ? null : "SignatureDoesNotMatch";
	}

	private static String canonical(HttpExchange exchange, TreeMap<String, String> query, String signedHeaders,
			String hash) {
		String headers = Arrays.stream(signedHeaders.split(";"))
			.map((name) -> name + ":" + value(exchange.getRequestHeaders().get(name)) + "\n")
			.collect(Collectors.joining());
		String parameters = query.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + entry.getValue())
			.collect(Collectors.joining("&"));
		// This is where it differs from S3: the path is encoded already.
		String path = exchange.getRequestURI().getRawPath().replace("%", "%25");
		return String.join("\n", exchange.getRequestMethod(), path, parameters, headers, signedHeaders, hash);
	}

	private static String value(@Nullable List<String> values) {
		return (values == null) ? ""
				: values.stream().map((value) -> value.trim().replaceAll(" +", " ")).collect(Collectors.joining(","));
	}

	private static TreeMap<String, String> query(URI uri) {
		TreeMap<String, String> query = new TreeMap<>();
		if (uri.getRawQuery() != null) {
			for (String parameter : uri.getRawQuery().split("&")) {
				int equals = parameter.indexOf('=');
				query.put((equals < 0) ? parameter : parameter.substring(0, equals),
						(equals < 0) ? "" : parameter.substring(equals + 1));
			}
		}
		return query;
	}

	private static String decode(String value) {
		return URLDecoder.decode(value, StandardCharsets.UTF_8);
	}

	private static byte[] sha256(byte[] content) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(content);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] hmac(byte[] key, String text) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private record Credential(String accessKey, List<String> scope) {

		private static Credential of(String text) {
			List<String> parts = List.of(text.split("/"));
			return new Credential(parts.get(0), parts.subList(1, parts.size()));
		}

	}

}
