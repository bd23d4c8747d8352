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

package io.datawarehouse.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for the implementations of {@link UploadSource}.
 */
class UploadSourceTests {

	private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);

	private final TransferMemory memory = new TransferMemory(0);

	@TempDir
	private Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "bytes", "stream", "unknown", "file" })
	void partsComeInOrderAndCanBeReadAgain(String kind) throws IOException {
		Path file = Files.write(this.directory.resolve("in"), CONTENT);
		try (FileSource fileSource = FileSource.open(file)) {
			UploadSource source = switch (kind) {
				case "bytes" -> new BytesSource(CONTENT);
				case "stream" -> new StreamSource(new ByteArrayInputStream(CONTENT), CONTENT.length, this.memory);
				case "unknown" -> new StreamSource(new ByteArrayInputStream(CONTENT), -1, this.memory);
				default -> fileSource;
			};
			assertThat(source.size()).isEqualTo(kind.equals("unknown") ? -1 : 10);
			for (String expected : new String[] { "0123", "4567", "89", "" }) {
				UploadPart part = source.next(4);
				assertThat(part.length()).isEqualTo(expected.length());
				for (int i = 0; i < 2; i++) {
					try (InputStream stream = part.open()) {
						assertThat(stream.readAllBytes()).asString().isEqualTo(expected);
						assertThat(stream.read()).isEqualTo(-1);
					}
				}
				part.release();
			}
		}
	}

	@Test
	void partOfFileCanGoBack() throws IOException {
		try (FileSource source = FileSource.open(Files.write(this.directory.resolve("in"), CONTENT))) {
			source.next(3);
			InputStream stream = source.next(4).open();
			assertThat(stream.markSupported()).isTrue();
			assertThat(stream.available()).isEqualTo(4);
			assertThat(stream.read()).isEqualTo('3');
			stream.mark(10);
			assertThat(stream.readNBytes(2)).asString().isEqualTo("45");
			stream.reset();
			assertThat(stream.readAllBytes()).asString().isEqualTo("456");
			stream.reset();
			assertThat(stream.readAllBytes()).asString().isEqualTo("456");
		}
	}

	@Test
	void fileThatShrinksFails() throws IOException {
		Path file = Files.write(this.directory.resolve("in"), CONTENT);
		try (FileSource source = FileSource.open(file);
				FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			InputStream stream = source.next(10).open();
			channel.truncate(5);
			assertThatExceptionOfType(LocalIoException.class).isThrownBy(stream::readAllBytes)
				.withMessageContaining("became shorter than 10 bytes")
				.withMessageContaining("nothing was stored");
		}
	}

	@Test
	void whatIsNoFileIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> FileSource.open(this.directory))
			.withMessageContaining(this.directory.toString());
		assertThatIllegalArgumentException().isThrownBy(() -> FileSource.open(this.directory.resolve("none")));
	}

	@Test
	void streamIsNotReadBeyondItsLength() throws IOException {
		InputStream stream = new ByteArrayInputStream(CONTENT);
		StreamSource source = new StreamSource(stream, 4, this.memory);
		UploadPart part = source.next(100);
		assertThat(part.length()).isEqualTo(4);
		part.release();
		assertThat(source.next(100).length()).isZero();
		assertThat(stream.read()).isEqualTo('4');
	}

}
