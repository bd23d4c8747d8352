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

package io.datawarehouse.sample;

import java.time.Duration;

import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The profiles of real stores take configuration from them, too.
 */
class ConfigImportIT {

	@Test
	void configurationIsAnObjectOfTheStore() {
		try (EmbeddedS3Server server = EmbeddedS3Server.builder().transientStore().start();
				DataWarehouseTemplate store = DataWarehouseTemplate.builder()
					.endpoint(server.endpoint())
					.credentials(server.accessKey(), server.secretKey())
					.build()) {
			store.createBucket("config");
			store.store("dw://config/daily-sales.yml", "sales:\n  timeout: 77s\n");
			try (ConfigurableApplicationContext context = start(server)) {
				assertThat(context.getBean(SalesProperties.class).timeout()).isEqualTo(Duration.ofSeconds(77));
				assertThat(context.getBeanProvider(EmbeddedS3Server.class).getIfAvailable()).isNull();
			}
			assertThat(store.exists("dw://lake/reports/sales-by-tenant.parquet")).isTrue();
			store.delete("dw://config/daily-sales.yml");
			try (ConfigurableApplicationContext context = start(server)) {
				assertThat(context.getBean(SalesProperties.class).timeout()).isEqualTo(Duration.ofMinutes(10));
			}
		}
	}

	private static ConfigurableApplicationContext start(EmbeddedS3Server server) {
		return SpringApplication.run(SalesApplication.class, "--spring.profiles.active=minio",
				"--SALES_CONFIG=optional:dw://config/daily-sales.yml", "--MINIO_ENDPOINT=" + server.endpoint(),
				"--MINIO_ROOT_USER=" + server.accessKey(), "--MINIO_ROOT_PASSWORD=" + server.secretKey(),
				"--server.port=0", "--dw.embedded.in-memory=true", "--sales.input=data/sales-2026-11-09.csv");
	}

}
