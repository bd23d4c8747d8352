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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerStartedEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FilaListenerMetrics}.
 */
class FilaListenerMetricsTests {

	private final MeterRegistry registry = new SimpleMeterRegistry();

	private final FilaListenerMetrics metrics = new FilaListenerMetrics(this.registry, null);

	private final FilaClient client = FilaClient.builder().address("127.0.0.1:1").build();

	@AfterEach
	void close() {
		this.client.close();
	}

	private FilaListenerContainer container() {
		return container(this.metrics);
	}

	private FilaListenerContainer container(FilaListenerMetrics metrics) {
		return FilaListenerContainer.builder(this.client)
			.id("shop")
			.queues("orders", "returns")
			.listener((message, acknowledgment) -> {
			})
			.eventPublisher((event) -> {
				if (event instanceof FilaListenerStartedEvent started) {
					metrics.onApplicationEvent(started);
				}
			})
			.build();
	}

	@Test
	void nothingIsRegisteredBeforeTheStart() {
		assertThat(container().isRunning()).isFalse();
		assertThat(this.registry.getMeters()).isEmpty();
	}

	@Test
	void metersAreRegisteredOnce() {
		FilaListenerContainer container = container();
		container.start();
		List<Meter> first = this.registry.getMeters();
		container.stop();
		container.start();
		container.stop();
		assertThat(first).hasSize(8)
			.allSatisfy((meter) -> assertThat(meter.getId().getTag("listener")).isEqualTo("shop"));
		assertThat(this.registry.getMeters()).containsExactlyInAnyOrderElementsOf(first);
	}

	@Test
	void stateIsTold() {
		FilaListenerContainer container = container();
		container.start();
		assertThat(this.registry.get("dw.fila.listener.paused").gauge().value()).isZero();
		assertThat(this.registry.get("dw.fila.listener.subscribed").gauge().value()).isZero();
		assertThat(this.registry.get("dw.fila.listener.in.flight").gauge().value()).isZero();
		container.pause();
		assertThat(this.registry.get("dw.fila.listener.paused").gauge().value()).isOne();
		container.stop();
	}

	@Test
	void containerThatTakesAnIdTakesItsMeters() {
		FilaListenerContainer before = container();
		before.start();
		before.pause();
		before.stop();
		FilaListenerContainer after = container();
		after.start();
		assertThat(this.registry.getMeters()).hasSize(8);
		assertThat(this.registry.get("dw.fila.listener.paused").gauge().value()).isZero();
		after.stop();
	}

	@Test
	@Timeout(60)
	void silentBrokerDoesNotHoldTheMetrics() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
				FilaAdmin admin = FilaAdmin.builder()
					.address("127.0.0.1:" + silent.getLocalPort())
					.deadline(Duration.ofMinutes(10))
					.build();
				FilaListenerMetrics metrics = new FilaListenerMetrics(this.registry, admin)) {
			FilaListenerContainer container = container(metrics);
			container.start();
			container.stop();
			assertThat(this.registry.get("dw.fila.queue.depth").gauges()).hasSize(2)
				.allSatisfy((gauge) -> assertThat(gauge.value()).isNaN());
		}
	}

}
