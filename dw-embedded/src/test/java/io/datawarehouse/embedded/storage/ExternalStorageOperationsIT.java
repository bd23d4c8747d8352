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

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.datawarehouse.storage.BucketInfo;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.StorageDialect;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every operation against the store that the environment names:
 * {@code DW_IT_S3_ENDPOINT}, {@code DW_IT_S3_ACCESS_KEY} and {@code DW_IT_S3_SECRET_KEY}.
 * The buckets of the tests must not be there before, and are removed afterwards.
 */
@EnabledIfEnvironmentVariable(named = "DW_IT_S3_ENDPOINT", matches = ".+",
		disabledReason = "DW_IT_S3_ENDPOINT names no store to run the contract against")
class ExternalStorageOperationsIT extends StorageOperationsIT {

	private static final List<String> BUCKETS = List.of(BUCKET, "other-lake", "many", "pond");

	@Override
	ContractServer start(Path dataDir) {
		URI endpoint = URI.create(System.getenv("DW_IT_S3_ENDPOINT"));
		ContractServer store = new ContractServer(endpoint.toString(), endpoint, System.getenv("DW_IT_S3_ACCESS_KEY"),
				System.getenv("DW_IT_S3_SECRET_KEY"), StorageDialect.S3, Map.of(), this::removeBuckets);
		try (DataWarehouseTemplate template = template(store)) {
			assertThat(template.listBuckets()).extracting(BucketInfo::name)
				.as("buckets of somebody's that the tests would use")
				.doesNotContainAnyElementsOf(BUCKETS);
		}
		return store;
	}

	private static DataWarehouseTemplate template(ContractServer store) {
		return DataWarehouseTemplate.builder()
			.endpoint(store.endpoint())
			.credentials(store.accessKey(), store.secretKey())
			.build();
	}

	private void removeBuckets() {
		try (DataWarehouseTemplate template = template(this.server)) {
			BUCKETS.stream().filter(template::bucketExists).forEach((bucket) -> {
				template.list("dw://" + bucket).map(ObjectInfo::uri).forEach(template::delete);
				template.deleteBucket(bucket);
			});
		}
	}

}
