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

package io.datawarehouse.autoconfigure.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the application of {@code docs/getting-started.md}, and checks that it stands
 * there as it is here.
 */
@ExtendWith(OutputCaptureExtension.class)
class DemoApplicationIT {

	private static final Path BASE = Path.of(System.getProperty("basedir", "."));

	@Test
	void applicationPrintsWhatThePageSays(@TempDir Path temp, CapturedOutput output) {
		new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE)
			.run("--dw.embedded.data-dir=" + temp, "--dw.embedded.console.port=0")
			.close();
		assertThat(output).contains("Embedded DataWarehouse servers: S3 at http://127.0.0.1:")
			.contains("; data in " + temp)
			.contains("DataWarehouse console: http://127.0.0.1:")
			.contains("Created Fila queue 'orders'")
			.contains("Hello\n")
			.contains("{tenant=acme} attempt 0\n");
	}

	@Test
	void applicationStandsOnThePage() throws IOException {
		String source = Files
			.readString(BASE.resolve("src/test/java/io/datawarehouse/autoconfigure/demo/DemoApplication.java"));
		String code = source.substring(source.indexOf("// tag::demo[]\n") + 15, source.indexOf("// end::demo[]"));
		assertThat(Files.readString(BASE.resolve("../docs/getting-started.md"))).contains("```java\n" + code + "```");
	}

}
