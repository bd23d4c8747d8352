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

package io.datawarehouse.sample.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesDataGenerator}.
 */
class SalesDataGeneratorTests {

	@TempDir
	private Path temp;

	@Test
	void filesInTheRepositoryAreTheOnesItMakes() throws IOException {
		SalesDataGenerator.main(new String[] { this.temp.toString() });
		List<Path> files = csv(this.temp);
		assertThat(files).hasSize(7).hasSameSizeAs(csv(Path.of("data")));
		for (Path file : files) {
			assertThat(Path.of("data").resolve(file.getFileName())).hasSameTextualContentAs(file);
		}
	}

	@Test
	void anotherSeedMakesOtherFiles() throws IOException {
		SalesDataGenerator.generate(this.temp, 1, 1, 600);
		assertThat(Files.readString(csv(this.temp).get(0)))
			.isNotEqualTo(Files.readString(Path.of("data", "sales-2026-11-09.csv")));
	}

	private static List<Path> csv(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith(".csv")).sorted().toList();
		}
	}

}
