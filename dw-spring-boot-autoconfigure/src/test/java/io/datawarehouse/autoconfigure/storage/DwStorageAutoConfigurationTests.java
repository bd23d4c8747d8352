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

package io.datawarehouse.autoconfigure.storage;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.PresignedUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link DwStorageAutoConfiguration}.
 */
class DwStorageAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwStorageAutoConfiguration.class, SslAutoConfiguration.class));

	private final ApplicationContextRunner configured = this.contextRunner.withPropertyValues(
			"dw.storage.endpoint=http://s3.example.com:9000", "dw.storage.access-key=alice",
			"dw.storage.secret-key=very-secret");

	@Test
	void backsOffWithoutAnEndpoint() {
		this.contextRunner
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DataWarehouseTemplate.class));
	}

	@Test
	void backsOffWhenDisabled() {
		this.configured.withPropertyValues("dw.storage.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(DataWarehouseTemplate.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		DataWarehouseOperations own = mock(DataWarehouseOperations.class);
		this.configured.withBean(DataWarehouseOperations.class, () -> own)
			.run((context) -> assertThat(context).getBean(DataWarehouseOperations.class).isSameAs(own));
	}

	@Test
	void templateSignsForEndpointAndKeys() {
		this.configured.withPropertyValues("dw.storage.region=eu-west-7").run((context) -> {
			PresignedUrl url = context.getBean(DataWarehouseTemplate.class).presignGet("dw://lake/a b", ofMinutes(5));
			assertThat(url.url()).hasScheme("http").hasHost("s3.example.com").hasPort(9000).hasPath("/lake/a b");
			assertThat(url.url().getQuery()).contains("alice/").contains("/eu-west-7/s3/");
		});
	}

	@Test
	void defaultBucketResolvesBareKeys() {
		this.configured.withPropertyValues("dw.storage.default-bucket=lake")
			.run((context) -> assertThat(
					context.getBean(DataWarehouseTemplate.class).presignGet("some-key", ofMinutes(5)).url())
				.hasPath("/lake/some-key"));
	}

	@Test
	void regionAloneMeansAmazon() {
		this.contextRunner
			.withPropertyValues("dw.storage.region=eu-central-1", "dw.storage.access-key=alice",
					"dw.storage.secret-key=very-secret")
			.run((context) -> assertThat(
					context.getBean(DataWarehouseTemplate.class).presignGet("dw://lake/a", ofMinutes(5)).url())
				.hasHost("lake.s3.eu-central-1.amazonaws.com"));
	}

	@Test
	void connectionDetailsBeanReplacesProperties() {
		this.configured.withUserConfiguration(DetailsConfiguration.class).run((context) -> {
			assertThat(context).hasSingleBean(DwStorageConnectionDetails.class);
			assertThat(context.getBean(DataWarehouseTemplate.class).presignGet("dw://lake/a", ofMinutes(5)).url())
				.hasHost("container.example.com");
		});
	}

	@Test
	void customizersSeeTheBuilder() {
		AtomicReference<Object> seen = new AtomicReference<>();
		this.configured.withBean(DataWarehouseTemplateCustomizer.class, () -> (builder) -> {
			builder.defaultBucket("customized");
			seen.set(builder);
		}).run((context) -> {
			assertThat(seen).doesNotHaveNullValue();
			assertThat(context.getBean(DataWarehouseTemplate.class).presignGet("k", ofMinutes(5)).url())
				.hasPath("/customized/k");
		});
	}

	@ParameterizedTest
	@CsvSource({ "multipart.threshold=2GB, multipartThreshold", "multipart.part-size=1MB, partSize",
			"multipart.part-size=5GB, partSize", "transfer.concurrency=0, transferConcurrency" })
	void settingsOfTransfersReachTheTemplate(String property, String refused) {
		this.configured.withPropertyValues("dw.storage." + property)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageStartingWith(refused + " must be"));
	}

	@Test
	void accessKeyWithoutSecretKeyIsRefused() {
		this.contextRunner
			.withPropertyValues("dw.storage.endpoint=http://s3.example.com:9000", "dw.storage.access-key=alice")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("dw.storage.secret-key")
				.hasMessageContaining("dw.storage.access-key"));
	}

	@Test
	void unknownSslBundleIsRefused() {
		this.configured
			.withPropertyValues("dw.storage.endpoint=https://s3.example.com", "dw.storage.ssl.bundle=missing")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("missing"));
	}

	@Test
	void retrySettingsOutOfRangeAreRefused() {
		this.configured.withPropertyValues("dw.storage.retry.max-attempts=0")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("was 0"));
	}

	@Test
	void secretsAreNotPrinted() {
		this.configured.run((context) -> {
			assertThat(context.getBean(DataWarehouseTemplate.class).toString()).doesNotContain("very-secret");
			assertThat(context.getBean(DwStorageConnectionDetails.class).getCredentials().toString())
				.doesNotContain("very-secret");
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class DetailsConfiguration {

		@Bean
		DwStorageConnectionDetails containerDetails() {
			return new DwStorageConnectionDetails() {

				@Override
				public URI getEndpoint() {
					return URI.create("http://container.example.com:4566");
				}

				@Override
				public Credentials getCredentials() {
					return Credentials.of("container", "container-secret");
				}

			};
		}

	}

}
