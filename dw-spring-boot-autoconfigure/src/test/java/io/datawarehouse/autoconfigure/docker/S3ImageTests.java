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
package io.datawarehouse.autoconfigure.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails.Credentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link S3Image}.
 */
class S3ImageTests {

	@ParameterizedTest
	@CsvSource(textBlock = """
			MINIO,         9000, MINIO_ROOT_USER,           MINIO_ROOT_PASSWORD
			MINIO,         9000, MINIO_ACCESS_KEY,          MINIO_SECRET_KEY
			BITNAMI_MINIO, 9000, MINIO_ROOT_USER,           MINIO_ROOT_PASSWORD
			CEPH,          8080, CEPH_DEMO_ACCESS_KEY,      CEPH_DEMO_SECRET_KEY
			LOCALSTACK,    4566, AWS_ACCESS_KEY_ID,         AWS_SECRET_ACCESS_KEY
			S3MOCK,        9090, DW_STORAGE_ACCESS_KEY,     DW_STORAGE_SECRET_KEY
			SEAWEEDFS,     8333, AWS_ACCESS_KEY_ID,         AWS_SECRET_ACCESS_KEY
			GARAGE,        3900, GARAGE_DEFAULT_ACCESS_KEY, GARAGE_DEFAULT_SECRET_KEY
			RUSTFS,        9000, RUSTFS_ACCESS_KEY,         RUSTFS_SECRET_KEY
			""")
	void portAndKeysOfEach(S3Image image, int port, String accessKey, String secretKey) {
		assertThat(image.getPort(Map.of(), false)).hasValue(port);
		assertThat(image.getCredentials(Map.of(accessKey, "alice", secretKey, "hush")))
			.isEqualTo(Credentials.of("alice", "hush"));
	}

	@ParameterizedTest
	@CsvSource({ "MINIO, minioadmin, minioadmin", "BITNAMI_MINIO, minio, miniosecret", "LOCALSTACK, test, test",
			"S3MOCK, s3mock, s3mock", "SEAWEEDFS, seaweedfs, seaweedfs", "RUSTFS, rustfsadmin, rustfsadmin" })
	void keysUnlessSet(S3Image image, String accessKey, String secretKey) {
		assertThat(image.getCredentials(Map.of())).isEqualTo(Credentials.of(accessKey, secretKey));
	}

	@ParameterizedTest
	@CsvSource({ "CEPH, CEPH_DEMO_ACCESS_KEY", "GARAGE, GARAGE_DEFAULT_ACCESS_KEY", "OTHER, AWS_ACCESS_KEY_ID" })
	void keysThatNobodyKnowsAreAskedFor(S3Image image, String variable) {
		assertThatIllegalStateException().isThrownBy(() -> image.getCredentials(Map.of()))
			.withMessageContaining(variable)
			.withMessageContaining("DW_STORAGE_ACCESS_KEY");
	}

	@Test
	void ownVariablesWin() {
		Map<String, String> variables = Map.of("DW_STORAGE_ACCESS_KEY", "own", "DW_STORAGE_SECRET_KEY", "own-secret",
				"DW_STORAGE_PORT", "1234", "DW_STORAGE_REGION", "own-region", "MINIO_ROOT_USER", "root",
				"MINIO_ROOT_PASSWORD", "root-secret", "MINIO_SITE_REGION", "site");
		assertThat(S3Image.MINIO.getCredentials(variables)).isEqualTo(Credentials.of("own", "own-secret"));
		assertThat(S3Image.MINIO.getPort(variables, false)).hasValue(1234);
		assertThat(S3Image.MINIO.getRegion(variables)).isEqualTo("own-region");
	}

	@Test
	void regions() {
		assertThat(S3Image.MINIO.getRegion(Map.of())).isNull();
		assertThat(S3Image.GARAGE.getRegion(Map.of())).isEqualTo("garage");
		assertThat(S3Image.LOCALSTACK.getRegion(Map.of("AWS_DEFAULT_REGION", "eu-west-7"))).isEqualTo("eu-west-7");
	}

	@Test
	void portsThatDiffer() {
		assertThat(S3Image.S3MOCK.getPort(Map.of(), true)).hasValue(9191);
		assertThat(S3Image.CEPH.getPort(Map.of("RGW_FRONTEND_PORT", "7480"), false)).hasValue(7480);
		assertThat(S3Image.OTHER.getPort(Map.of(), false)).isEqualTo(OptionalInt.empty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "65536", "http", "-1", "999999" })
	void portThatIsNoneIsRefused(String port) {
		assertThatIllegalStateException()
			.isThrownBy(() -> S3Image.OTHER.getPort(Map.of("DW_STORAGE_PORT", port), false))
			.withMessageContaining("DW_STORAGE_PORT")
			.withMessageContaining("'" + port + "'");
	}

	@Test
	void noNameStandsForTwoImages() {
		List<String> names = new ArrayList<>();
		for (S3Image image : S3Image.values()) {
			names.addAll(image.getNames());
		}
		names.addAll(FilaImage.NAMES);
		names.addAll(DatlakeImage.NAMES);
		assertThat(names).doesNotHaveDuplicates();
	}

	@Test
	void addressesOfIpv6HostsAreInBrackets() {
		assertThat(S3Image.endpoint("::1", 9000, true)).hasToString("https://[::1]:9000");
		assertThat(FilaImage.address("::1", 5555)).isEqualTo("[::1]:5555");
	}

}
