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

import io.datawarehouse.spark.SparkSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link S3aSettings}.
 */
class S3aSettingsTests {

	private static final String S3A = "spark.hadoop.fs.s3a.";

	private static SparkSettings settings(DataWarehouseTemplateBuilder builder) {
		try (DataWarehouseTemplate template = builder.build()) {
			return template.sparkConf();
		}
	}

	private static DataWarehouseTemplateBuilder store() {
		return DataWarehouseTemplate.builder().endpoint(URI.create("http://127.0.0.1:9000"));
	}

	@Test
	void storeOfOnesOwn() {
		SparkSettings settings = settings(store().credentials("alice", "alice-secret"));
		assertThat(settings).containsEntry(S3A + "endpoint", "http://127.0.0.1:9000")
			.containsEntry(S3A + "endpoint.region", "us-east-1")
			.containsEntry(S3A + "path.style.access", "true")
			.containsEntry(S3A + "connection.ssl.enabled", "false")
			.containsEntry(S3A + "aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider")
			.containsEntry("spark.hadoop.fs.dw.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem")
			.hasSize(6);
		assertThat(settings.toString()).doesNotContain("alice");
		assertThat(settings.withSecrets()).containsEntry(S3A + "access.key", "alice")
			.containsEntry(S3A + "secret.key", "alice-secret")
			.doesNotContainKey(S3A + "session.token");
	}

	@Test
	void temporaryKeys() {
		SparkSettings settings = settings(store().credentials("alice", "alice-secret", "alice-token"));
		assertThat(settings).containsEntry(S3A + "aws.credentials.provider",
				"org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider");
		assertThat(settings.toString()).doesNotContain("alice");
		assertThat(settings.withSecrets()).containsEntry(S3A + "session.token", "alice-token");
	}

	@Test
	void amazonByItsChain() {
		SparkSettings settings = settings(DataWarehouseTemplate.builder().region("eu-central-1"));
		assertThat(settings).containsEntry(S3A + "endpoint.region", "eu-central-1")
			.containsEntry(S3A + "path.style.access", "false")
			.containsEntry(S3A + "connection.ssl.enabled", "true")
			.doesNotContainKeys(S3A + "endpoint", S3A + "aws.credentials.provider");
		assertThat(settings.withSecrets()).isEqualTo(settings);
	}

	@Test
	void profileAndNobody() {
		assertThat(settings(store().profile("sales")))
			.containsEntry(S3A + "aws.credentials.provider",
					"org.apache.hadoop.fs.s3a.auth.ProfileAWSCredentialsProvider")
			.containsEntry(S3A + "auth.profile.name", "sales");
		assertThat(settings(store().anonymous())).containsEntry(S3A + "aws.credentials.provider",
				"org.apache.hadoop.fs.s3a.AnonymousAWSCredentialsProvider");
	}

	@Test
	void whatWasSetWins() {
		assertThat(settings(DataWarehouseTemplate.builder()
			.endpoint(URI.create("https://s3.example.com"))
			.region("garage")
			.pathStyle(false))).containsEntry(S3A + "endpoint.region", "garage")
			.containsEntry(S3A + "path.style.access", "false")
			.containsEntry(S3A + "connection.ssl.enabled", "true");
	}

}
