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

package io.datawarehouse.storage.batch;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseOperations;
import org.junit.jupiter.api.Test;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ReaderNotOpenException;
import org.springframework.batch.infrastructure.item.WriterNotOpenException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * Tests for how readers and writers are used wrongly. What they read and write is tested
 * with Spring Batch and a server.
 */
class BatchMisuseTests {

	private static final DwUri URI = DwUri.of("lake", "a.csv");

	private final DataWarehouseOperations operations = mock();

	@Test
	void readersHaveToBeOpen() {
		DwLineItemReader<String> lines = new DwLineItemReader<>(this.operations, URI, DwLine::text);
		assertThatExceptionOfType(ReaderNotOpenException.class).isThrownBy(lines::read).withMessageContaining("a.csv");
		DwObjectItemReader<String> objects = new DwObjectItemReader<>(this.operations, URI, (content) -> "");
		assertThatExceptionOfType(ReaderNotOpenException.class).isThrownBy(objects::read);
		lines.close();
		objects.close();
	}

	@Test
	void writerHasToBeOpen() {
		DwLineItemWriter<String> writer = new DwLineItemWriter<>(this.operations, URI, (item) -> item);
		assertThatExceptionOfType(WriterNotOpenException.class).isThrownBy(() -> writer.write(Chunk.of("a")));
		writer.close();
	}

	@Test
	void writerThatIsNotToldOfSuccessIsRefused() {
		DwLineItemWriter<String> writer = new DwLineItemWriter<>(this.operations, URI, (item) -> item);
		assertThatExceptionOfType(ItemStreamException.class).isThrownBy(() -> writer.open(new ExecutionContext()))
			.withMessageContaining(".listener(writer)");
		verify(this.operations, never()).openWrite(any(DwUri.class), any());
	}

	@Test
	void settingsAreChecked() {
		DwLineItemReader<String> reader = new DwLineItemReader<>(this.operations, URI, DwLine::text);
		assertThatIllegalArgumentException().isThrownBy(() -> reader.setCharset(StandardCharsets.UTF_16))
			.withMessageContaining("UTF-16");
		assertThatIllegalArgumentException().isThrownBy(() -> reader.setLinesToSkip(-1)).withMessageContaining("-1");
		assertThatIllegalArgumentException().isThrownBy(() -> reader.setMaxLineLength(0)).withMessageContaining("0");
	}

	@Test
	void twoItemsOfOneChunkMustNotHaveOneAddress() {
		given(this.operations.toUri(anyString())).willReturn(URI);
		DwObjectItemWriter<String> writer = new DwObjectItemWriter<>(this.operations, (item) -> "a.csv",
				(item) -> item.getBytes(StandardCharsets.UTF_8));
		assertThatIllegalArgumentException().isThrownBy(() -> writer.write(Chunk.of("one", "two")))
			.withMessageContaining("dw://lake/a.csv");
		verify(this.operations, never()).store(any(DwUri.class), any(byte[].class), any());
	}

	@Test
	void lineDoesNotTellItsTextByItself() {
		assertThat(new DwLine(URI, 3, "secret")).hasToString("line 3 of dw://lake/a.csv");
	}

	@Test
	void keysAreComparedAsStoresDo() {
		assertThat(Stream.of("b", "a/b", "\uD83D\uDE00", "\uFF5E", "a.b", "a").sorted(ObjectCursor::compare))
			.containsExactly("a", "a.b", "a/b", "b", "\uFF5E", "\uD83D\uDE00");
	}

}
