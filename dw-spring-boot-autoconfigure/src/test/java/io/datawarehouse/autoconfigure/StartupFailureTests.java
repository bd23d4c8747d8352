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

import java.nio.file.Path;

import io.datawarehouse.embedded.EmbeddedDataDirectory;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what a newcomer reads when the application does not start.
 */
@ExtendWith(OutputCaptureExtension.class)
class StartupFailureTests {

	@TempDir
	private Path temp;

	@Test
	void clientWithoutItsServerSaysWhatToSet(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start("--dw.embedded.enabled=false"));
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("A bean of type " + DataWarehouseTemplate.class.getName() + " is required")
			.contains("- set dw.storage.endpoint (or dw.storage.region for Amazon S3);");
	}

	@Test
	void misspelledPropertyIsNamed(CapturedOutput output) {
		assertThatException()
			.isThrownBy(() -> start("--dw.embedded.enabled=false", "--dw.storage.endpont=https://s3.example.com"));
		assertThat(output).contains("WARN")
			.contains("dw.storage.endpont (\"dw.storage.endpont\" from property source \"commandLineArgs\") "
					+ "is not a property of the starter: did you mean dw.storage.endpoint?")
			.contains("- correct the name: dw.storage.endpont");
	}

	@Test
	void dataDirectoryInUseSaysWhatToDo(CapturedOutput output) {
		try (EmbeddedDataDirectory directory = EmbeddedDataDirectory.open(this.temp)) {
			assertThatException().isThrownBy(() -> start("--dw.embedded.data-dir=" + directory));
			assertThat(output).contains("APPLICATION FAILED TO START")
				.contains("%s, is in use by another application".formatted(directory))
				.contains("dw.embedded.data-dir");
		}
	}

	private static void start(String... args) {
		new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE).run(args).close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		String greeting(DataWarehouseTemplate template) {
			return template.toString();
		}

	}

}
