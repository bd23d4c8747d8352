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

package io.datawarehouse.embedded;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link EmbeddedDataDirectory}.
 */
class EmbeddedDataDirectoryTests {

	@TempDir
	private Path temp;

	@Test
	void directoryIsCreated() {
		try (EmbeddedDataDirectory directory = EmbeddedDataDirectory.open(this.temp.resolve("a/b"))) {
			assertThat(directory.path()).isDirectory().isAbsolute();
			assertThat(directory.resolve("s3")).isEqualTo(directory.path().resolve("s3"));
		}
	}

	@Test
	void secondUseIsRefusedWithTheFolder() {
		try (EmbeddedDataDirectory directory = EmbeddedDataDirectory.open(this.temp)) {
			assertThatExceptionOfType(EmbeddedDataDirectoryInUseException.class)
				.isThrownBy(() -> EmbeddedDataDirectory.open(this.temp))
				.withMessageContaining(directory.path().toString())
				.satisfies((ex) -> assertThat(ex.getDirectory()).isEqualTo(directory.path()));
		}
	}

	@Test
	void closeFreesIt() {
		EmbeddedDataDirectory.open(this.temp).close();
		EmbeddedDataDirectory again = EmbeddedDataDirectory.open(this.temp);
		again.close();
		assertThat(this.temp).isNotEmptyDirectory();
	}

	@Test
	void fileInItsPlaceIsReported() throws Exception {
		Path file = Files.createFile(this.temp.resolve("file"));
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> EmbeddedDataDirectory.open(file))
			.withMessageContaining(file.toString());
	}

}
