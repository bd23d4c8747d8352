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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import io.datawarehouse.autoconfigure.FailureAnalyses;
import io.datawarehouse.autoconfigure.fila.FilaAutoConfiguration;
import io.datawarehouse.autoconfigure.job.DwJobAutoConfiguration;
import io.datawarehouse.autoconfigure.storage.DwStorageAutoConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Embedded servers whose port someone else has.
 */
class EmbeddedPortInUseIT {

	@ParameterizedTest
	@CsvSource({ "s3, S3 server", "datlake, Datlake catalog", "fila, Fila broker" })
	void portInUseSaysWhichAndWhatToDo(String server, String name) throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			String property = "dw.embedded.%s.port".formatted(server);
			new ApplicationContextRunner()
				.withConfiguration(AutoConfigurations.of(DwEmbeddedAutoConfiguration.class,
						DwStorageAutoConfiguration.class, DwJobAutoConfiguration.class, FilaAutoConfiguration.class))
				.withPropertyValues("dw.embedded.in-memory=true", "dw.jobs.state-enabled=false",
						property + "=" + other.getLocalPort())
				.run((context) -> {
					FailureAnalysis analysis = FailureAnalyses.of(context.getStartupFailure());
					assertThat(analysis.getDescription())
						.isEqualTo("The embedded %s cannot listen on port %d: it is in use.".formatted(name,
								other.getLocalPort()));
					assertThat(analysis.getAction()).contains(property).contains("still running");
				});
		}
	}

}
