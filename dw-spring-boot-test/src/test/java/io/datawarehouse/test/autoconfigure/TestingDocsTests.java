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

package io.datawarehouse.test.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the examples of {@code docs/testing.md} are tests that run here.
 */
class TestingDocsTests {

	private static final Path BASE = Path.of(System.getProperty("basedir", "."));

	@ParameterizedTest
	@CsvSource({ "ReportServiceIT, slice", "OrdersIT, junit", "WholeApplicationIT, whole" })
	void exampleIsATest(String test, String tag) throws IOException {
		String docs = Files.readString(BASE.resolve("../docs/testing.md"));
		assertThat(docs).contains("```java\n" + snippet(test, tag) + "\n```");
	}

	private static String snippet(String test, String tag) throws IOException {
		List<String> lines = Files
			.readAllLines(BASE.resolve("src/test/java/io/datawarehouse/test/autoconfigure/" + test + ".java"));
		return lines.subList(lines.indexOf("// tag::" + tag + "[]") + 1, lines.indexOf("// end::" + tag + "[]"))
			.stream()
			.collect(Collectors.joining("\n"));
	}

}
