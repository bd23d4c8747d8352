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
package io.datawarehouse.autoconfigure.actuate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.sun.net.httpserver.HttpServer;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.support.StaticApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DwEndpointAutoConfiguration}.
 */
class DwEndpointAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEndpointAutoConfiguration.class, DwStorageAutoConfiguration.class,
				FilaAutoConfiguration.class))
		.withPropertyValues("dw.storage.endpoint=http://127.0.0.1:1", "dw.storage.access-key=known",
				"dw.storage.secret-key=very-secret", "dw.storage.default-bucket=lake", "dw.fila.addresses=127.0.0.1:1");

	private final ApplicationContextRunner exposed = this.contextRunner
		.withPropertyValues("management.endpoints.web.exposure.include=dw");

	@Test
	void isThereWhenExposed() {
		this.exposed.run((context) -> assertThat(context).hasSingleBean(DwEndpoint.class)
			.hasSingleBean(DwEndpointWebExtension.class));
	}

	@Test
	void isNotThereUnlessExposed() {
		this.contextRunner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(DwEndpoint.class)
			.doesNotHaveBean(DwEndpointWebExtension.class));
	}

	@Test
	void canBeDisabled() {
		this.exposed.withPropertyValues("management.endpoint.dw.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(DwEndpoint.class));
	}

	@Test
	void clientsWorkWithoutTheActuator() {
		this.exposed.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DataWarehouseTemplate.class)
				.doesNotHaveBean("dwEndpoint"));
	}

	@Test
	void endpointOfTheUserWins() {
		this.exposed
			.withBean("mine", DwEndpoint.class,
					() -> new DwEndpoint(new StaticApplicationContext(), new DefaultListableBeanFactory(), List.of(),
							Show.NEVER))
			.run((context) -> assertThat(context).hasSingleBean(DwEndpoint.class).hasBean("mine"));
	}

	@Test
	void valuesAreHiddenByDefault() {
		this.exposed.run((context) -> {
			assertThat(storage(context.getBean(DwEndpoint.class).describe())).containsEntry("defaultBucket", "******");
		});
	}

	@Test
	void valuesAreShownWithoutSecretsWhenAskedFor() {
		this.exposed.withPropertyValues("management.endpoint.dw.show-values=always").run((context) -> {
			DwDescriptor descriptor = context.getBean(DwEndpoint.class).describe();
			assertThat(storage(descriptor)).containsEntry("defaultBucket", "lake")
				.containsEntry("secretKey", "******")
				.containsEntry("accessKey", "******");
			assertThat(descriptor.toString()).doesNotContain("very-secret").doesNotContain("known");
		});
	}

	@Test
	void sanitizingFunctionsOfTheUserApply() {
		this.exposed.withPropertyValues("management.endpoint.dw.show-values=always")
			.withBean(SanitizingFunction.class, () -> SanitizingFunction.sanitizeValue().ifKeyEndsWith("defaultBucket"))
			.run((context) -> assertThat(storage(context.getBean(DwEndpoint.class).describe()))
				.containsEntry("defaultBucket", "******"));
	}

	@Test
	void valuesAreShownToTheRolesThatMaySeeThem() {
		this.exposed
			.withPropertyValues("management.endpoint.dw.show-values=when-authorized",
					"management.endpoint.dw.roles=ops")
			.run((context) -> {
				DwEndpointWebExtension endpoint = context.getBean(DwEndpointWebExtension.class);
				assertThat(storage(endpoint.describe(new User("ops")))).containsEntry("defaultBucket", "lake");
				assertThat(storage(endpoint.describe(new User("dev")))).containsEntry("defaultBucket", "******");
				assertThat(storage(endpoint.describe(SecurityContext.NONE))).containsEntry("defaultBucket", "******");
			});
	}

	@Test
	void describingMakesNoClient() {
		this.exposed.withInitializer((context) -> context
			.addBeanFactoryPostProcessor((beans) -> Set.of("dataWarehouseTemplate", "filaClient")
				.forEach((name) -> beans.getBeanDefinition(name).setLazyInit(true))))
			.run((context) -> {
				DwDescriptor descriptor = context.getBean(DwEndpoint.class).describe();
				assertThat(descriptor.clients().get("storage")).isEmpty();
				assertThat(context.getBeanFactory().containsSingleton("dataWarehouseTemplate")).isFalse();
				context.getBean(DataWarehouseTemplate.class);
				assertThat(context.getBean(DwEndpoint.class).describe().clients().get("storage")).hasEntrySatisfying(
						"default", (client) -> assertThat(client.address()).isEqualTo("http://127.0.0.1:1"));
			});
	}

	@Test
	void serversAreToldByWhatTheyCallThemselves() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.getResponseHeaders().set("Server", "MinIO");
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		server.start();
		String address = "http://127.0.0.1:" + server.getAddress().getPort();
		this.exposed.withPropertyValues("dw.storage.endpoint=" + address).run((context) -> {
			DwEndpoint endpoint = context.getBean(DwEndpoint.class);
			assertThat(endpoint.describe().clients().get("storage").get("default").server()).isNull();
			context.getBean(DataWarehouseTemplate.class).exists("dw://lake/a");
			ClientDescriptor storage = endpoint.describe().clients().get("storage").get("default");
			assertThat(storage.address()).isEqualTo(address);
			assertThat(storage.server()).isEqualTo("MinIO");
		});
		server.stop(0);
	}

	@Test
	void clientWithoutAnyCallIsToldWithoutIo() {
		this.exposed.run((context) -> {
			ClientDescriptor fila = context.getBean(DwEndpoint.class).describe().clients().get("fila").get("default");
			assertThat(fila.address()).isEqualTo("127.0.0.1:1");
			assertThat(fila.server()).isNull();
			assertThat(fila.details()).containsEntry("state", "IDLE");
		});
	}

	private static Map<String, Object> storage(DwDescriptor descriptor) {
		return descriptor.configuration().get("dw.storage");
	}

	/**
	 * Someone with one role.
	 */
	private record User(String role) implements SecurityContext {

		@Override
		public @Nullable Principal getPrincipal() {
			return () -> "someone";
		}

		@Override
		public boolean isUserInRole(String role) {
			return role.equals(this.role);
		}

	}

}
