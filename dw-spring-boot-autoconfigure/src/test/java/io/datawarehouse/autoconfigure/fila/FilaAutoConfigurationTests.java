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

package io.datawarehouse.autoconfigure.fila;

import java.util.List;
import java.util.Map;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FilaAutoConfiguration}.
 */
class FilaAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(FilaAutoConfiguration.class, SslAutoConfiguration.class));

	private final ApplicationContextRunner configured = this.contextRunner
		.withPropertyValues("dw.fila.addresses=fila.example.com:5555", "dw.fila.api-key=very-secret");

	@Test
	void backsOffWithoutAnAddress() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(FilaClient.class)
			.doesNotHaveBean(FilaAdmin.class));
	}

	@Test
	void backsOffWhenDisabled() {
		this.configured.withPropertyValues("dw.fila.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(FilaClient.class));
	}

	@Test
	void clientAndAdminUseTheAddress() {
		this.configured.run((context) -> {
			assertThat(context.getBean(FilaClient.class).toString()).contains("fila.example.com:5555");
			assertThat(context.getBean(FilaAdmin.class).toString()).contains("fila.example.com:5555");
		});
	}

	@Test
	void addressesMayBeAList() {
		this.contextRunner.withPropertyValues("dw.fila.addresses[0]=one:1", "dw.fila.addresses[1]=[::1]:2")
			.run((context) -> assertThat(context.getBean(FilaClient.class).toString()).contains("one:1")
				.contains("[::1]:2"));
	}

	@Test
	void blankAddressesTakeTheListOfALowerSourceAway() {
		this.contextRunner.withPropertyValues("dw.fila.addresses[0]=one:1")
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("blank", Map.of("dw.fila.addresses", ""))))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(FilaClient.class));
	}

	@Test
	void badSettingsOfListenersAreRefusedWithoutAny() {
		this.configured.withConfiguration(AutoConfigurations.of(FilaListenerAutoConfiguration.class))
			.withPropertyValues("dw.fila.listener.concurrency=0")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("concurrency"));
	}

	@Test
	void badAddressIsRefused() {
		this.contextRunner.withPropertyValues("dw.fila.addresses=fila.example.com:no-port")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("no-port"));
	}

	@Test
	void connectionDetailsBeanReplacesProperties() {
		this.configured.withBean(FilaConnectionDetails.class, () -> () -> List.of("container:1234"))
			.run((context) -> assertThat(context.getBean(FilaClient.class).toString()).contains("container:1234")
				.doesNotContain("fila.example.com"));
	}

	@Test
	void customizersSeeTheBuilder() {
		this.configured.withBean(FilaClientCustomizer.class, () -> (builder) -> builder.address("customized:1"))
			.run((context) -> assertThat(context.getBean(FilaClient.class).toString()).contains("customized:1"));
	}

	@Test
	void unknownSslBundleIsRefused() {
		this.configured.withPropertyValues("dw.fila.ssl.bundle=missing")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("missing"));
	}

	@Test
	void secretsAreNotPrinted() {
		this.configured
			.run((context) -> assertThat(context.getBean(FilaClient.class).toString()).doesNotContain("very-secret"));
	}

}
