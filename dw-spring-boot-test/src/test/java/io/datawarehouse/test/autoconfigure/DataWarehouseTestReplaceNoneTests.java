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

package io.datawarehouse.test.autoconfigure;

import io.datawarehouse.autoconfigure.fila.FilaConnectionDetails;
import io.datawarehouse.autoconfigure.job.DwJobConnectionDetails;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.test.autoconfigure.AutoConfigureDataWarehouse.Replace;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the slice leaves the configuration alone when asked to.
 */
@DataWarehouseTest(properties = { "S3_ACCESS_KEY=alice", "S3_SECRET_KEY=alice-secret" })
@AutoConfigureDataWarehouse(replace = Replace.NONE)
class DataWarehouseTestReplaceNoneTests {

	@Autowired
	private ApplicationContext context;

	@Test
	void configuredEndpointsAreUsed() {
		assertThat(this.context.getBean(DwStorageConnectionDetails.class).getEndpoint())
			.hasToString("https://s3.example.com");
		assertThat(this.context.getBean(DwJobConnectionDetails.class).getUrl())
			.hasToString("https://datlake.example.com");
		assertThat(this.context.getBean(FilaConnectionDetails.class).getAddresses())
			.containsExactly("fila.example.com:5555");
	}

	@Test
	void noServerIsStarted() {
		assertThat(this.context.getBeansOfType(EmbeddedS3Server.class)).isEmpty();
	}

}
