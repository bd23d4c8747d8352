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

import io.datawarehouse.embedded.junit.DataWarehouseExtension;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

// tag::whole[]
@SpringBootTest
@DirtiesContext
class WholeApplicationIT {

	@RegisterExtension
	static final DataWarehouseExtension servers = new DataWarehouseExtension().withBuckets("lake");

	@DynamicPropertySource
	static void properties(DynamicPropertyRegistry registry) {
		servers.properties().forEach((name, value) -> registry.add(name, () -> value));
	}

	@Test
	void objectsAreInTheServers(@Autowired DataWarehouseTemplate dw) {
		dw.store("dw://lake/a", "content");
		assertThat(servers.servers().storage().retrieveString("dw://lake/a")).isEqualTo("content");
	}

}
// end::whole[]
