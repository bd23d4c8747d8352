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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.storage.BucketInfo;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseTemplateBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of tests that need a server and a template: the embedded server, unless a subclass
 * starts another one to run the same tests against it. After the tests, no multipart
 * upload may be left; for threads, connections and files see {@link NothingLeft}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ContractReport.class)
abstract class StorageServerTest {

	static final String BUCKET = "lake";

	static final RetrySettings FAST_RETRIES = RetrySettings.defaults().withInitialInterval(Duration.ofMillis(5));

	ContractServer server;

	DataWarehouseTemplate warehouse;

	@BeforeAll
	void startServer(@TempDir Path dataDir) {
		this.server = start(dataDir);
		this.warehouse = template().build();
		this.warehouse.createBucket(BUCKET);
	}

	/**
	 * Start the server to run the tests against.
	 */
	ContractServer start(Path dataDir) {
		return ContractServer.of(EmbeddedS3Server.builder().dataDir(dataDir).start());
	}

	Map<String, String> skips() {
		return (this.server != null) ? this.server.skips() : Map.of();
	}

	String serverName() {
		return (this.server != null) ? this.server.name() : "no server";
	}

	DataWarehouseTemplateBuilder template() {
		return DataWarehouseTemplate.builder()
			.endpoint(this.server.endpoint())
			.credentials(this.server.accessKey(), this.server.secretKey())
			.dialect(this.server.dialect())
			.retry(FAST_RETRIES);
	}

	@AfterAll
	void stopServer() {
		List<String> uploads = uploadsLeft();
		this.warehouse.close();
		this.server.close();
		assertThat(uploads).as("multipart uploads that are left").isEmpty();
	}

	private List<String> uploadsLeft() {
		return this.warehouse.listBuckets()
			.stream()
			.map(BucketInfo::name)
			.flatMap((bucket) -> this.warehouse.execute((s3) -> s3.listMultipartUploads((list) -> list.bucket(bucket)))
				.uploads()
				.stream())
			.filter(Objects::nonNull)
			.map((upload) -> upload.key() + " " + upload.uploadId())
			.toList();
	}

}
