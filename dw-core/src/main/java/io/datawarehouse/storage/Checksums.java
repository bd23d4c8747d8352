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
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.SdkChecksum;

/**
 * Computes the checksums that a store keeps of its objects.
 */
abstract class Checksums {

	abstract void update(byte[] bytes, int length);

	/**
	 * The checksum in Base64, as stores tell it.
	 */
	abstract String value();

	/**
	 * Begin a checksum.
	 * @param algorithm the store's name of the algorithm
	 * @return a new checksum, or {@code null} if the algorithm is not known
	 */
	static @Nullable Checksums of(String algorithm) {
		return switch (algorithm) {
			case "CRC32" -> new OfChecksum(new CRC32());
			case "CRC32C" -> new OfChecksum(new CRC32C());
			case "CRC64NVME" -> new OfSdk(SdkChecksum.forAlgorithm(DefaultChecksumAlgorithm.CRC64NVME));
			case "SHA1" -> new OfDigest("SHA-1");
			case "SHA256" -> new OfDigest("SHA-256");
			default -> null;
		};
	}

	/**
	 * Begin the checksum that many stores use as the ETag.
	 */
	static Checksums md5() {
		return new OfDigest("MD5");
	}

	/**
	 * A checksum of 32 bits in Base64.
	 */
	static String base64(Checksum checksum) {
		int value = (int) checksum.getValue();
		byte[] bytes = { (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value };
		return Base64.getEncoder().encodeToString(bytes);
	}

	private static final class OfChecksum extends Checksums {

		private final Checksum checksum;

		private OfChecksum(Checksum checksum) {
			this.checksum = checksum;
		}

		@Override
		void update(byte[] bytes, int length) {
			this.checksum.update(bytes, 0, length);
		}

		@Override
		String value() {
			return base64(this.checksum);
		}

	}

	private static final class OfSdk extends Checksums {

		private final SdkChecksum checksum;

		private OfSdk(SdkChecksum checksum) {
			this.checksum = checksum;
		}

		@Override
		void update(byte[] bytes, int length) {
			this.checksum.update(bytes, 0, length);
		}

		@Override
		String value() {
			return Base64.getEncoder().encodeToString(this.checksum.getChecksumBytes());
		}

	}

	private static final class OfDigest extends Checksums {

		private final MessageDigest digest;

		private OfDigest(String algorithm) {
			try {
				this.digest = MessageDigest.getInstance(algorithm);
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(algorithm + " is part of every Java platform", ex);
			}
		}

		@Override
		void update(byte[] bytes, int length) {
			this.digest.update(bytes, 0, length);
		}

		@Override
		String value() {
			return Base64.getEncoder().encodeToString(this.digest.digest());
		}

	}

}
