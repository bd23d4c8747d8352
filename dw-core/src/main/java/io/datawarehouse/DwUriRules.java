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

package io.datawarehouse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * What the parts of a {@link DwUri} may be made of.
 */
final class DwUriRules {

	private static final int MAX_KEY_BYTES = 1024;

	private static final int MIN_BUCKET = 3;

	private static final int MAX_BUCKET = 63;

	private static final Pattern DOTTED_BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

	private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

	private static final Pattern NODE = Pattern.compile("[A-Za-z0-9._-]+@[A-Za-z0-9._:\\[\\]-]+");

	private static final Pattern CLUSTER = Pattern.compile("cluster:[A-Za-z0-9._-]+");

	private DwUriRules() {
	}

	static void checkScheme(String scheme) {
		Assert.isTrue(scheme.equals(DwUri.DW) || scheme.equals(DwUri.S3),
				() -> "the scheme must be dw or s3, was '" + scheme + "'");
	}

	static void checkAuthority(String scheme, String authority, DwUri.Kind kind) {
		Assert.hasLength(authority, "the bucket is missing");
		if (kind == DwUri.Kind.BUCKET) {
			checkBucket(scheme, authority);
			return;
		}
		Assert.isTrue(scheme.equals(DwUri.DW),
				() -> "'" + authority + "' is not a bucket, and only dw:// knows others");
		Pattern pattern = (kind == DwUri.Kind.NODE) ? NODE : CLUSTER;
		Assert.isTrue(pattern.matcher(authority).matches(),
				() -> "'" + authority + "' is neither a bucket nor node@host nor cluster:name");
	}

	private static void checkBucket(String scheme, String bucket) {
		if (scheme.equals(DwUri.S3)) {
			Assert.isTrue(isDottedBucket(bucket),
					() -> "the bucket must be 3 to 63 of a-z, 0-9, '-' and single '.', start and end with a letter "
							+ "or digit and not be an IP address, was '" + bucket + "'");
			return;
		}
		Assert.isTrue(isBucket(bucket),
				() -> "the bucket must be 3 to 63 of a-z, 0-9 and '-' (dots only with s3://), start and end with a "
						+ "letter or digit, was '" + bucket + "'");
	}

	/**
	 * Without a pattern, for each address is checked.
	 */
	private static boolean isBucket(String bucket) {
		int length = bucket.length();
		for (int i = 0; i < length; i++) {
			char c = bucket.charAt(i);
			boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
			if (!alphanumeric && (c != '-' || i == 0 || i == length - 1)) {
				return false;
			}
		}
		return length >= MIN_BUCKET && length <= MAX_BUCKET;
	}

	private static boolean isDottedBucket(String bucket) {
		return DOTTED_BUCKET.matcher(bucket).matches() && !bucket.contains("..") && !bucket.contains(".-")
				&& !IPV4.matcher(bucket).matches();
	}

	static void checkKey(String scheme, String key) {
		Assert.isTrue(key.indexOf('\0') < 0, () -> "the key must not contain NUL, was '" + key + "'");
		// A key is at most 1024 bytes, and a char is at least one.
		Assert.isTrue(key.length() <= MAX_KEY_BYTES && (isAscii(key) || isShortUtf8(key)),
				() -> "the key must be at most " + MAX_KEY_BYTES + " bytes of UTF-8, was '" + key + "'");
		Assert.isTrue(scheme.equals(DwUri.S3) || !hasParentSegment(key),
				() -> "the key must not have a '..' segment, was '" + key + "'");
	}

	/**
	 * Most keys are, and an encoder for each of them would be seen in the cost of a small
	 * object.
	 */
	private static boolean isAscii(String key) {
		for (int i = 0; i < key.length(); i++) {
			if (key.charAt(i) >= 0x80) {
				return false;
			}
		}
		return true;
	}

	private static boolean isShortUtf8(String key) {
		return StandardCharsets.UTF_8.newEncoder().canEncode(key)
				&& key.getBytes(StandardCharsets.UTF_8).length <= MAX_KEY_BYTES;
	}

	private static boolean hasParentSegment(String key) {
		return key.contains("..") && Arrays.asList(key.split("/")).contains("..");
	}

}
