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

import io.datawarehouse.retry.RetrySettings;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.DataWarehouseTemplateBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Base of tests that need a server and a template.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StorageServerTest {

	static final String BUCKET = "lake";

	static final RetrySettings FAST_RETRIES = RetrySettings.defaults().withInitialInterval(Duration.ofMillis(5));

	EmbeddedS3Server server;

	DataWarehouseTemplate warehouse;

	@BeforeAll
	void startServer(@TempDir Path dataDir) {
		this.server = EmbeddedS3Server.builder().dataDir(dataDir).start();
		this.warehouse = template().build();
		this.warehouse.createBucket(BUCKET);
	}

	DataWarehouseTemplateBuilder template() {
		return DataWarehouseTemplate.builder()
			.endpoint(this.server.endpoint())
			.credentials(this.server.accessKey(), this.server.secretKey())
			.retry(FAST_RETRIES);
	}

	@AfterAll
	void stopServer() {
		this.warehouse.close();
		this.server.close();
	}

}
