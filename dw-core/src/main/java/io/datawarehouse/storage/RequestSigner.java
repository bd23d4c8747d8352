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

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Signs requests by Signature Version 4 of AWS, without their content. Makes what the
 * SDK's signer makes of the same request, for less: what does not change from one request
 * to the next is kept.
 */
final class RequestSigner {

	private static final String ALGORITHM = "AWS4-HMAC-SHA256";

	private static final String HMAC = "HmacSHA256";

	private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final String region;

	private final Clock clock;

	private volatile @Nullable Second last;

	private volatile @Nullable SigningKey key;

	RequestSigner(String region, Clock clock) {
		this.region = region;
		this.clock = clock;
	}

	/**
	 * Sign a request by headers that are added to it.
	 * @param method the method
	 * @param path the encoded path
	 * @param query the encoded query, ordered by name, empty for none
	 * @param headers all headers of the request, in any case but ordered without regard
	 * to it; their values have no spaces but single ones between words
	 * @param credentials who signs
	 */
	void sign(String method, String path, String query, SortedMap<String, String> headers, AwsCredentials credentials) {
		Second now = now();
		headers.put("X-Amz-Date", now.time());
		headers.put("x-amz-content-sha256", UNSIGNED);
		if (credentials instanceof AwsSessionCredentials session) {
			headers.put("X-Amz-Security-Token", session.sessionToken());
		}
		StringBuilder names = new StringBuilder(96);
		StringBuilder canonical = new StringBuilder(512).append(method)
			.append('\n')
			.append(path)
			.append('\n')
			.append(query)
			.append('\n');
		for (Map.Entry<String, String> header : headers.entrySet()) {
			String name = header.getKey().toLowerCase(Locale.ROOT);
			canonical.append(name).append(':').append(header.getValue()).append('\n');
			names.append(names.isEmpty() ? "" : ";").append(name);
		}
		canonical.append('\n').append(names).append('\n').append(UNSIGNED);
		String scope = now.date() + "/" + this.region + "/s3/aws4_request";
		String toSign = ALGORITHM + "\n" + now.time() + "\n" + scope + "\n" + sha256(canonical.toString());
		headers.put("Authorization",
				ALGORITHM + " Credential=" + credentials.accessKeyId() + "/" + scope + ", SignedHeaders=" + names
						+ ", Signature=" + hex(key(now.date(), credentials.secretAccessKey()).sign(toSign)));
	}

	private Second now() {
		long second = Math.floorDiv(this.clock.millis(), 1000L);
		Second last = this.last;
		if (last == null || last.second() != second) {
			last = new Second(second, TIME.format(Instant.ofEpochSecond(second)));
			this.last = last;
		}
		return last;
	}

	private SigningKey key(String date, String secret) {
		SigningKey key = this.key;
		if (key == null || !key.date().equals(date) || !key.secret().equals(secret)) {
			byte[] bytes = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
			for (String part : new String[] { date, this.region, "s3", "aws4_request" }) {
				bytes = new SigningKey(date, secret, mac(bytes)).sign(part);
			}
			key = new SigningKey(date, secret, mac(bytes));
			this.key = key;
		}
		return key;
	}

	private static Mac mac(byte[] key) {
		try {
			Mac mac = Mac.getInstance(HMAC);
			mac.init(new SecretKeySpec(key, HMAC));
			return mac;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(HMAC + " is part of every Java platform", ex);
		}
	}

	private static String sha256(String text) {
		try {
			return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("SHA-256 is part of every Java platform", ex);
		}
	}

	private static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(bytes);
	}

	private record Second(long second, String time) {

		String date() {
			return this.time.substring(0, 8);
		}

	}

	/**
	 * The key of a day. It is not in any text: only who has it in hand can sign.
	 */
	private record SigningKey(String date, String secret, Mac mac) {

		byte[] sign(String text) {
			try {
				return ((Mac) this.mac.clone()).doFinal(text.getBytes(StandardCharsets.UTF_8));
			}
			catch (CloneNotSupportedException ex) {
				synchronized (this.mac) {
					return this.mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
				}
			}
		}

		@Override
		public String toString() {
			return "key of " + this.date;
		}

	}

}
