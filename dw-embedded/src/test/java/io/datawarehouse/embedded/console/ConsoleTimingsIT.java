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

package io.datawarehouse.embedded.console;

import java.time.Duration;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Timings in the console, from a meter registry.
 */
class ConsoleTimingsIT {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final DataWarehouseConsole console = DataWarehouseConsole.builder()
		.timings(new MeterTimings(this.registry, "dw."))
		.start();

	private final ConsoleHttp http = new ConsoleHttp(this.console);

	@AfterEach
	void stop() {
		this.console.close();
		this.registry.close();
	}

	@Test
	void percentilesAreToldWhereTheyArePublished() throws Exception {
		Timer timer = Timer.builder("dw.storage")
			.tag("operation", HostileNames.SCRIPT)
			.publishPercentiles(0.5, 0.95, 0.99)
			.register(this.registry);
		for (int i = 1; i <= 100; i++) {
			timer.record(Duration.ofMillis(i));
		}
		this.registry.timer("dw.jobs").record(Duration.ofMillis(3));
		this.registry.timer("dw.idle");
		this.registry.timer("http.server.requests").record(Duration.ofSeconds(3));
		JsonNode page = this.http.get("timings");
		assertThat(page.path("total").intValue()).isEqualTo(2);
		JsonNode slowest = page.path("timings").get(0);
		assertThat(slowest.path("name").asString()).isEqualTo("dw.storage");
		assertThat(slowest.path("tags").path("operation").asString()).isEqualTo(HostileNames.SCRIPT);
		assertThat(slowest.path("count").longValue()).isEqualTo(100);
		assertThat(slowest.path("p50Millis").doubleValue()).isCloseTo(50, within(5.0));
		assertThat(slowest.path("p95Millis").doubleValue()).isCloseTo(95, within(5.0));
		assertThat(slowest.path("p99Millis").doubleValue()).isCloseTo(99, within(5.0));
		assertThat(page.path("timings").get(1).path("p50Millis").isNull()).isTrue();
		assertThat(this.http.get("timings", "q", "JOBS").path("total").intValue()).isEqualTo(1);
		assertThat(this.http.get("timings", "limit", 1).path("timings").size()).isEqualTo(1);
	}

}
