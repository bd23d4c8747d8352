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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@code docs/properties.md} says what the metadata of the properties says,
 * and writes it when asked to.
 */
class PropertiesDocumentTests {

	static final String COMMAND = "./mvnw -q -am -pl dw-spring-boot-autoconfigure test -Dtest=PropertiesDocumentTests"
			+ " -Dsurefire.failIfNoSpecifiedTests=false -Ddw.docs.write=true";

	private static final Path FILE = Path.of(System.getProperty("basedir", "."))
		.resolve("../docs/properties.md")
		.normalize();

	@Test
	void documentIsUpToDate() throws IOException {
		String text = PropertiesDocument.of(ConfigurationMetadata.read());
		if (Boolean.getBoolean("dw.docs.write")) {
			Files.writeString(FILE, text);
		}
		assertThat(FILE).as("docs/properties.md, which this command rewrites: " + COMMAND).exists();
		assertThat(Files.readString(FILE).replace("\r\n", "\n"))
			.as("docs/properties.md, which this command rewrites: " + COMMAND)
			.isEqualTo(text);
	}

	@Test
	void rowTellsTypeDefaultAndDescription() {
		Map<String, Object> property = Map.of("name", "dw.storage.part", "type", "org.springframework.util.DataSize",
				"defaultValue", "8MB", "description", "Size | of parts.");
		assertThat(document(property)).contains("## dw.storage",
				"| `dw.storage.part` | DataSize | `8MB` | Size \\| of");
	}

	@Test
	void deprecatedPropertyTellsItsReplacement() {
		Map<String, Object> property = Map.of("name", "dw.jobs.old", "type", "java.lang.String", "description", "Old.",
				"deprecation", Map.of("replacement", "dw.jobs.new", "reason", "Renamed."));
		assertThat(document(property)).contains("Old. **Deprecated.** Renamed. Use `dw.jobs.new`. |");
	}

	@Test
	void enumerationIsToldByItsValues() {
		Map<String, Object> property = Map.of("name", "dw.storage.dialect", "type",
				"io.datawarehouse.storage.StorageDialect", "description", "Kind.");
		assertThat(document(property)).contains("| `s3`, `datawarehouse` |");
	}

	private static String document(Map<String, Object> property) {
		return PropertiesDocument.of(new ConfigurationMetadata(List.of(), List.of(property), List.of()));
	}

}
