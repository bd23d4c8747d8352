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

package io.datawarehouse.autoconfigure;

import java.time.Duration;

import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DwRetryProperties}.
 */
class DwRetryPropertiesTests {

	private final DwRetryProperties properties = new DwRetryProperties();

	@Test
	void defaultsAreThoseOfTheSettings() {
		assertThat(this.properties.toSettings()).isEqualTo(RetrySettings.defaults());
	}

	@Test
	void everyPropertyCounts() {
		this.properties.setMaxAttempts(5);
		this.properties.setInitialInterval(Duration.ofSeconds(1));
		this.properties.setMultiplier(3);
		this.properties.setMaxInterval(Duration.ofSeconds(20));
		this.properties.setJitter(0.5);
		this.properties.setMaxDuration(Duration.ofMinutes(1));
		assertThat(this.properties.toSettings()).isEqualTo(
				new RetrySettings(5, Duration.ofSeconds(1), 3, Duration.ofSeconds(20), 0.5, Duration.ofMinutes(1)));
	}

	@Test
	void valueOutOfRangeIsRefused() {
		this.properties.setJitter(2);
		assertThatIllegalArgumentException().isThrownBy(this.properties::toSettings).withMessageContaining("was 2.0");
	}

}
