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

import java.util.List;
import java.util.Map;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DeleteResult;
import io.datawarehouse.storage.Encryption;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.ObjectNotFoundException;
import io.datawarehouse.storage.ObjectVersion;
import io.datawarehouse.storage.StoreOptions;
import io.datawarehouse.storage.StoredObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tags, versions and what else the embedded server does not know, on S3Mock.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageVersionsIT {

	private S3MockServer server;

	private DataWarehouseTemplate warehouse;

	@BeforeAll
	void start() {
		this.server = S3MockServer.start();
		this.warehouse = DataWarehouseTemplate.builder()
			.endpoint(this.server.endpoint())
			.credentials("any", "any")
			.retry(StorageServerTest.FAST_RETRIES)
			.build();
		this.warehouse.createBucket("lake");
		createVersioned("versioned");
	}

	private void createVersioned(String bucket) {
		this.warehouse.createBucket(bucket);
		this.warehouse.execute((s3) -> s3.putBucketVersioning((request) -> request.bucket(bucket)
			.versioningConfiguration((versioning) -> versioning.status(BucketVersioningStatus.ENABLED))));
	}

	@AfterAll
	void stop() {
		this.warehouse.close();
		this.server.close();
	}

	@Test
	void tagsAreSetReadAndRemoved() {
		this.warehouse.store("dw://lake/tagged", "x", StoreOptions.defaults().withTags(Map.of("team", "lake")));
		assertThat(this.warehouse.getTags("dw://lake/tagged")).isEqualTo(Map.of("team", "lake"));
		this.warehouse.setTags("dw://lake/tagged", Map.of("year", "20 + 26", "empty", ""));
		assertThat(this.warehouse.getTags("dw://lake/tagged")).isEqualTo(Map.of("year", "20 + 26", "empty", ""));
		this.warehouse.setTags("dw://lake/tagged", Map.of());
		assertThat(this.warehouse.getTags("dw://lake/tagged")).isEmpty();
		assertThatExceptionOfType(ObjectNotFoundException.class)
			.isThrownBy(() -> this.warehouse.getTags("dw://lake/no-such"));
	}

	@Test
	void tagsGoAlongWithACopy() {
		this.warehouse.store("dw://lake/from", "x", StoreOptions.defaults().withTags(Map.of("a", "1")));
		this.warehouse.copy("dw://lake/from", "dw://lake/to");
		assertThat(this.warehouse.getTags("dw://lake/to")).isEqualTo(Map.of("a", "1"));
	}

	@Test
	void versionsAreListedReadAndDeleted() {
		DwUri uri = DwUri.of("versioned", "doc.txt");
		StoredObject first = this.warehouse.store(uri, "first");
		StoredObject second = this.warehouse.store(uri, "second!");
		assertThat(first.versionId()).isNotNull().isNotEqualTo(second.versionId());
		assertThat(this.warehouse.listVersions(uri).map(ObjectVersion::versionId)).containsExactly(second.versionId(),
				first.versionId());
		assertThat(this.warehouse.retrieveVersion(uri, first.versionId())).asString().isEqualTo("first");
		assertThat(this.warehouse.headVersion(uri, first.versionId()).size()).isEqualTo(5);
		this.warehouse.delete(uri);
		assertThat(this.warehouse.exists(uri)).isFalse();
		List<ObjectVersion> versions = this.warehouse.listVersions("dw://versioned").toList();
		assertThat(versions).hasSize(3).first().satisfies((marker) -> {
			assertThat(marker.deleteMarker()).isTrue();
			assertThat(marker.latest()).isTrue();
		});
		this.warehouse.deleteVersion(uri, versions.get(0).versionId());
		assertThat(this.warehouse.retrieveString(uri)).isEqualTo("second!");
		assertThatIllegalArgumentException().isThrownBy(() -> this.warehouse.retrieveVersion(uri, " "));
	}

	@Test
	void versionedBucketIsEmptiedOfAllVersions() {
		createVersioned("emptied");
		for (int i = 0; i < 3; i++) {
			this.warehouse.store("dw://emptied/a", "v" + i);
			this.warehouse.store("dw://emptied/b^= +/c", "v" + i);
		}
		this.warehouse.delete("dw://emptied/a");
		DeleteResult result = this.warehouse.forceEmptyBucket("emptied");
		assertThat(result).isEqualTo(new DeleteResult(7, 0, List.of()));
		assertThat(this.warehouse.listVersions("dw://emptied")).isEmpty();
		this.warehouse.deleteBucket("emptied");
		assertThat(this.warehouse.bucketExists("emptied")).isFalse();
	}

	@Test
	void storageClassIsKept() {
		this.warehouse.store("dw://lake/attributes", "x",
				StoreOptions.defaults().withStorageClass("STANDARD_IA").withEncryption(Encryption.aes256()));
		ObjectInfo info = this.warehouse.head("dw://lake/attributes");
		assertThat(info.storageClass()).isEqualTo("STANDARD_IA");
	}

}
