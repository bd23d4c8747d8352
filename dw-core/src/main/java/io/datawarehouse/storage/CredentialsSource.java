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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

import org.springframework.util.Assert;

/**
 * Where credentials come from. Nothing is looked for before they are needed.
 *
 * @param profile the profile of the AWS configuration, or {@code null}
 * @param keys the fixed keys, or {@code null}
 * @param anonymous whether there are none
 */
record CredentialsSource(@Nullable String profile, @Nullable Supplier<AwsCredentialsProvider> keys, boolean anonymous) {

	/**
	 * What the SDK finds by itself.
	 */
	static final CredentialsSource DEFAULT_CHAIN = new CredentialsSource(null, null, false);

	// References to methods would load the SDK's classes now.

	static final CredentialsSource ANONYMOUS = new CredentialsSource(null, () -> AnonymousCredentialsProvider.create(),
			true);

	static CredentialsSource ofKeys(String accessKey, String secretKey) {
		checkKeys(accessKey, secretKey);
		return new CredentialsSource(null,
				() -> StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)), false);
	}

	static CredentialsSource ofSession(String accessKey, String secretKey, String sessionToken) {
		checkKeys(accessKey, secretKey);
		Assert.hasText(sessionToken, "session token must not be empty");
		return new CredentialsSource(null, () -> StaticCredentialsProvider
			.create(AwsSessionCredentials.create(accessKey, secretKey, sessionToken)), false);
	}

	static CredentialsSource ofProfile(String profile) {
		Assert.hasText(profile, "profile must not be empty");
		return new CredentialsSource(profile, null, false);
	}

	private static void checkKeys(String accessKey, String secretKey) {
		Assert.hasText(accessKey, "access key must not be empty");
		Assert.hasText(secretKey, "secret key must not be empty");
	}

	AwsCredentialsProvider provider() {
		if (this.keys != null) {
			return this.keys.get();
		}
		return (this.profile != null) ? ProfileCredentialsProvider.create(this.profile)
				: DefaultCredentialsProvider.builder().build();
	}

	/**
	 * Without the keys.
	 */
	@Override
	public String toString() {
		return this.anonymous ? "anonymous" : (this.profile != null) ? "profile " + this.profile : "credentials";
	}

}
