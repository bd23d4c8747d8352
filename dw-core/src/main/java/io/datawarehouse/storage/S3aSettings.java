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

import java.net.URI;
import java.util.function.Supplier;

import io.datawarehouse.spark.SparkSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Tells S3A, by which Spark reads and writes objects, where the store is and who uses it.
 */
final class S3aSettings {

	private static final String PREFIX = "spark.hadoop.fs.s3a.";

	private static final String PACKAGE = "org.apache.hadoop.fs.s3a.";

	private static final String PROVIDER = PREFIX + "aws.credentials.provider";

	private S3aSettings() {
	}

	static SparkSettings of(@Nullable URI endpoint, String region, boolean pathStyle, CredentialsSource credentials) {
		SparkSettings settings = SparkSettings.none()
			// So that addresses in the catalog need not be rewritten for Spark.
			.with("spark.hadoop.fs.dw.impl", PACKAGE + "S3AFileSystem");
		if (endpoint != null) {
			settings = settings.with(PREFIX + "endpoint", endpoint.toString());
		}
		boolean tls = endpoint == null || "https".equalsIgnoreCase(endpoint.getScheme());
		settings = settings.with(PREFIX + "endpoint.region", region)
			.with(PREFIX + "path.style.access", Boolean.toString(pathStyle))
			.with(PREFIX + "connection.ssl.enabled", Boolean.toString(tls));
		return addCredentials(settings, credentials);
	}

	/**
	 * Where the SDK looks for credentials by itself, S3A is left to look by itself too.
	 */
	private static SparkSettings addCredentials(SparkSettings settings, CredentialsSource credentials) {
		Supplier<AwsCredentialsProvider> keys = credentials.keys();
		if (credentials.anonymous()) {
			return settings.with(PROVIDER, PACKAGE + "AnonymousAWSCredentialsProvider");
		}
		if (keys != null) {
			return addKeys(settings, keys.get().resolveCredentials());
		}
		String profile = credentials.profile();
		return (profile == null) ? settings : settings.with(PROVIDER, PACKAGE + "auth.ProfileAWSCredentialsProvider")
			.with(PREFIX + "auth.profile.name", profile);
	}

	private static SparkSettings addKeys(SparkSettings settings, AwsCredentials keys) {
		SparkSettings signed = settings
			.with(PROVIDER,
					PACKAGE + ((keys instanceof AwsSessionCredentials) ? "Temporary" : "Simple")
							+ "AWSCredentialsProvider")
			.withSecret(PREFIX + "access.key", keys.accessKeyId())
			.withSecret(PREFIX + "secret.key", keys.secretAccessKey());
		return (keys instanceof AwsSessionCredentials session)
				? signed.withSecret(PREFIX + "session.token", session.sessionToken()) : signed;
	}

}
