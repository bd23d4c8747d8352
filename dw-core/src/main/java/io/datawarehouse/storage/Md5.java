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

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * MD5, which many stores use as the ETag of an object stored in one request.
 */
final class Md5 {

	private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

	private Md5() {
	}

	static boolean isMd5(String etag) {
		return HEX.matcher(etag).matches();
	}

	static MessageDigest newDigest() {
		try {
			return MessageDigest.getInstance("MD5");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("MD5 is part of every Java platform", ex);
		}
	}

	/**
	 * Compare the MD5 of what arrived with that of what was stored.
	 * @param digest the MD5 of what arrived
	 * @param expected the MD5 of what was stored, in hexadecimal digits
	 */
	static void verify(MessageDigest digest, String expected) {
		String actual = HexFormat.of().formatHex(digest.digest());
		if (!actual.equals(expected)) {
			throw new CorruptDataException(
					"the data has the MD5 " + actual + ", but what was stored has " + expected + ", which is its ETag");
		}
	}

}
