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

package io.datawarehouse.autoconfigure.observation;

import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;

import io.datawarehouse.autoconfigure.embedded.DwEmbeddedAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectContent;
import io.datawarehouse.storage.ObjectInfo;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is timed of an operation whose content the application reads in its own time.
 */
class StreamObservationIT {

	private static final int SIZE = 3_000_000;

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class,
				DwObservationAutoConfiguration.class, DwStorageAutoConfiguration.class))
		.withPropertyValues("dw.embedded.in-memory=true", "dw.jobs.enabled=false", "dw.fila.enabled=false",
				"dw.storage.ensure-buckets=lake")
		.withBean(ObservationRegistry.class, () -> {
			ObservationRegistry registry = ObservationRegistry.create();
			registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(this.meters));
			return registry;
		});

	private Timer timer(String operation) {
		return this.meters.get("dw.storage").tag("operation", operation).timer();
	}

	private double received() {
		return this.meters.get("dw.storage.bytes").tag("direction", "received").functionCounter().count();
	}

	@Test
	void streamIsTimedUntilItIsOpenAndItsBytesAreCountedAsTheyAreRead() {
		this.runner.run((context) -> {
			DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
			context.getBean(StorageMetrics.class).bindTo(this.meters);
			template.store("dw://lake/large", new byte[SIZE]);
			try (ObjectContent content = template.retrieveStream("dw://lake/large")) {
				assertThat(timer("retrieve").count()).isOne();
				assertThat(received()).isLessThan(SIZE);
				content.readAllBytes();
			}
			assertThat(timer("retrieve").count()).isOne();
			assertThat(received()).isGreaterThanOrEqualTo(SIZE);
		});
	}

	@Test
	void whatIsRetrievedIntoAStreamIsTimedToItsEnd() {
		this.runner.run((context) -> {
			DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
			template.store("dw://lake/large", new byte[SIZE]);
			template.retrieve("dw://lake/large", new ByteArrayOutputStream() {

				@Override
				public void write(byte[] bytes, int offset, int length) {
					super.write(bytes, offset, length);
					assertThat(StreamObservationIT.this.meters.find("dw.storage").tag("operation", "retrieve").timers())
						.isEmpty();
				}

			});
			assertThat(timer("retrieve").count()).isOne();
		});
	}

	@Test
	void eachPageOfAListIsTimed() {
		this.runner.run((context) -> {
			DataWarehouseTemplate template = context.getBean(DataWarehouseTemplate.class);
			template.store("dw://lake/a", "a");
			try (Stream<ObjectInfo> objects = template.list("dw://lake/")) {
				assertThat(this.meters.find("dw.storage").tag("operation", "list").timers()).isEmpty();
				assertThat(objects).hasSize(1);
			}
			assertThat(timer("list").count()).isOne();
		});
	}

}
