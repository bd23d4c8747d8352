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

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.datawarehouse.storage.AsyncDataWarehouseOperations;
import io.datawarehouse.storage.AsyncDataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.task.TaskDecorator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link DwStorageAsyncAutoConfiguration}.
 */
class DwStorageAsyncAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(DwStorageAutoConfiguration.class, DwStorageAsyncAutoConfiguration.class));

	private final ApplicationContextRunner configured = this.contextRunner.withPropertyValues(
			"dw.storage.endpoint=http://s3.example.com:9000", "dw.storage.access-key=alice",
			"dw.storage.secret-key=very-secret");

	@Test
	void backsOffWithoutAStore() {
		this.contextRunner
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AsyncDataWarehouseTemplate.class));
	}

	@Test
	void backsOffWhenDisabled() {
		this.configured.withPropertyValues("dw.storage.async.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(AsyncDataWarehouseTemplate.class));
	}

	@Test
	void backsOffForTheUsersOwn() {
		AsyncDataWarehouseOperations own = mock(AsyncDataWarehouseOperations.class);
		this.configured.withBean(AsyncDataWarehouseOperations.class, () -> own)
			.run((context) -> assertThat(context).getBean(AsyncDataWarehouseOperations.class).isSameAs(own));
	}

	@Test
	void standsBesideTheTemplate() {
		this.configured.withPropertyValues("dw.storage.async.concurrency=7")
			.run((context) -> assertThat(context).getBean(AsyncDataWarehouseTemplate.class)
				.asString()
				.contains("7 threads")
				.contains("s3.example.com"));
	}

	@Test
	void badBoundsAreRefused() {
		this.configured.withPropertyValues("dw.storage.async.queue-capacity=0")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("queueCapacity must be positive, was 0"));
	}

	@Test
	void decoratorsWrapCalls() {
		AtomicInteger decorated = new AtomicInteger();
		this.configured.withBean(TaskDecorator.class, () -> (task) -> () -> {
			decorated.incrementAndGet();
			task.run();
		}).run((context) -> {
			AsyncDataWarehouseTemplate async = context.getBean(AsyncDataWarehouseTemplate.class);
			assertThat(async.submit((operations) -> Thread.currentThread().getName()))
				.succeedsWithin(20, TimeUnit.SECONDS)
				.asString()
				.startsWith("dw-storage-");
			assertThat(decorated).hasValue(1);
		});
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void threadsAreVirtualWhenThoseOfTheApplicationAre() {
		this.configured.withPropertyValues("spring.threads.virtual.enabled=true").run((context) -> {
			AsyncDataWarehouseTemplate async = context.getBean(AsyncDataWarehouseTemplate.class);
			assertThat(async.submit((operations) -> Thread.currentThread().getClass().getSimpleName()))
				.succeedsWithin(20, TimeUnit.SECONDS)
				.isEqualTo("VirtualThread");
		});
	}

}
