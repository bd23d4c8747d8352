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

import java.time.Duration;
import java.util.Map;

import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Named clients of an application that was processed ahead of time.
 */
class DwStorageClientsAotTests {

	private static final TestPropertyValues PROPERTIES = TestPropertyValues.of(
			"dw.storage.endpoint=http://plain.example.com", "dw.storage.access-key=alice",
			"dw.storage.secret-key=plain-secret", "dw.storage.clients.archive.endpoint=http://archive.example.com",
			"dw.storage.clients.archive.access-key=bob", "dw.storage.clients.archive.secret-key=archive-secret");

	@Test
	@CompileWithForkedClassLoader
	void clientsAreThereAndKeepTheirNames() {
		TestGenerationContext generation = new TestGenerationContext();
		ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(contextToProcess(), generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				PROPERTIES.applyTo(context);
				initialize(compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()), context);
				context.refresh();
				assertThat(host(context.getBean(DataWarehouseTemplate.class))).isEqualTo("plain.example.com");
				assertThat(host(context.getBean("archivist", DwStorageClientsTests.User.class)))
					.isEqualTo("archive.example.com");
				Map<String, DataWarehouseTemplate> templates = context.getBeansOfType(DataWarehouseTemplate.class);
				assertThat(templates).containsOnlyKeys("dataWarehouseTemplate", "archiveDataWarehouseTemplate");
			}
		});
	}

	private static AnnotationConfigApplicationContext contextToProcess() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		PROPERTIES.applyTo(context);
		context.register(DwStorageClientsTests.Users.class, DwStorageAutoConfiguration.class);
		return context;
	}

	@SuppressWarnings("unchecked")
	private static void initialize(ApplicationContextInitializer<?> initializer, GenericApplicationContext context) {
		((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
	}

	private static String host(DwStorageClientsTests.User user) {
		return user.operations().presignGet("dw://lake/a", Duration.ofMinutes(5)).url().getHost();
	}

	private static String host(DataWarehouseTemplate template) {
		return host(new DwStorageClientsTests.User(template));
	}

}
