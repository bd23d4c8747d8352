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

package io.datawarehouse.autoconfigure.embedded;

import org.junit.jupiter.api.Test;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EmbeddedLoggingEnvironmentPostProcessor}.
 */
class EmbeddedLoggingEnvironmentPostProcessorTests {

	private final MockEnvironment environment = new MockEnvironment();

	@Test
	void serversOwnLinesAreKeptBack() {
		process();
		assertThat(this.environment.getProperty("logging.level.org.gaul")).isEqualTo("warn");
	}

	@Test
	void applicationsLevelWins() {
		this.environment.setProperty("logging.level.org.gaul", "debug");
		process();
		assertThat(this.environment.getProperty("logging.level.org.gaul")).isEqualTo("debug");
	}

	@Test
	void itIsRegistered() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
			.load(EnvironmentPostProcessor.class, SpringFactoriesLoader.ArgumentResolver.none(),
					(type, name, failure) -> {
					}))
			.hasAtLeastOneElementOfType(EmbeddedLoggingEnvironmentPostProcessor.class);
	}

	private void process() {
		new EmbeddedLoggingEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
	}

}
