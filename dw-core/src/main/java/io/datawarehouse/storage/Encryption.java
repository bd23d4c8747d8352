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

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How the store encrypts an object where it keeps it.
 *
 * @param algorithm {@code AES256} or {@code aws:kms}
 * @param kmsKeyId the key in the key management service, or {@code null} for its default
 * key or none
 * @since 1.0.0
 */
public record Encryption(String algorithm, @Nullable String kmsKeyId) {

	private static final String AES256 = "AES256";

	private static final String KMS = "aws:kms";

	/**
	 * Create an encryption.
	 * @throws IllegalArgumentException if the algorithm is not known, or has no use for a
	 * key
	 */
	public Encryption {
		Assert.isTrue(AES256.equals(algorithm) || KMS.equals(algorithm),
				() -> "algorithm must be AES256 or aws:kms, was '" + algorithm + "'");
		Assert.isTrue(kmsKeyId == null || KMS.equals(algorithm), () -> algorithm + " has no use for a KMS key");
		ContentHeaders.requirePrintable("kmsKeyId", kmsKeyId);
	}

	/**
	 * Encryption with a key that the store manages.
	 * @return the encryption
	 */
	public static Encryption aes256() {
		return new Encryption(AES256, null);
	}

	/**
	 * Encryption with the default key of the key management service.
	 * @return the encryption
	 */
	public static Encryption kms() {
		return new Encryption(KMS, null);
	}

	/**
	 * Encryption with a key of the key management service.
	 * @param keyId the identifier of the key
	 * @return the encryption
	 */
	public static Encryption kms(String keyId) {
		return new Encryption(KMS, keyId);
	}

}
