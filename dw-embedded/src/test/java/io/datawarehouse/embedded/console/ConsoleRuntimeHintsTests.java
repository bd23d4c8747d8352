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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

import static org.assertj.core.api.Assertions.assertThat;

class ConsoleRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	ConsoleRuntimeHintsTests() {
		new ConsoleRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
	}

	@Test
	void allFilesOfPagesAreInTheImage() throws Exception {
		Path root = Path.of(ConsolePages.class.getResource("index.html").toURI()).getParent();
		try (Stream<Path> found = Files.walk(root)) {
			List<Path> files = found.filter((file) -> Files.isRegularFile(file) && !file.toString().endsWith(".class"))
				.toList();
			assertThat(files).hasSizeGreaterThan(10)
				.allSatisfy((file) -> assertInImage("io/datawarehouse/embedded/console/" + root.relativize(file)));
		}
	}

	@Test
	void graphLibraryIsInTheImage() throws Exception {
		Resource[] library = new PathMatchingResourcePatternResolver()
			.getResources("classpath*:" + ConsolePages.GRAPH_LIBRARY.formatted("*"));
		assertThat(library).hasSize(1);
		String address = library[0].getURL().toString();
		assertInImage(address.substring(address.indexOf("META-INF/")));
		assertInImage(ConsolePages.GRAPH_LIBRARY_VERSION);
	}

	private void assertInImage(String resource) {
		assertThat(RuntimeHintsPredicates.resource().forResource(resource)).as(resource).accepts(this.hints);
	}

}
