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

package io.datawarehouse.embedded.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.ByteRange;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.resource.DwResource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/**
 * What is skipped of a resource is not retrieved.
 */
class ResourceSkipIT extends StorageServerTest {

	private static final DwUri URI = DwUri.of(BUCKET, "large.bin");

	private byte[] store(int size) {
		byte[] content = new byte[size];
		new Random(7).nextBytes(content);
		this.warehouse.store(URI, content);
		return content;
	}

	@Test
	void largeSkipAsksForTheRest() throws IOException {
		byte[] content = store(3_000_000);
		DataWarehouseOperations spied = mock(DataWarehouseOperations.class, delegatesTo(this.warehouse));
		try (InputStream input = new DwResource(URI, () -> spied).getInputStream()) {
			assertThat(input.read()).isEqualTo(content[0] & 0xff);
			assertThat(input.skip(1_999_999)).isEqualTo(1_999_999);
			assertThat(input.readNBytes(100)).isEqualTo(Arrays.copyOfRange(content, 2_000_000, 2_000_100));
			assertThat(input.skip(500_000)).isEqualTo(500_000);
			assertThat(input.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 2_500_100, 3_000_000));
		}
		verify(spied).retrieveStream(URI, ByteRange.from(2_000_000));
		verify(spied).retrieveStream(URI, ByteRange.from(2_500_100));
	}

	@Test
	void shortSkipReads() throws IOException {
		byte[] content = store(100_000);
		DataWarehouseOperations spied = mock(DataWarehouseOperations.class, delegatesTo(this.warehouse));
		try (InputStream input = new DwResource(URI, () -> spied).getInputStream()) {
			input.skipNBytes(90_000);
			assertThat(input.readAllBytes()).isEqualTo(Arrays.copyOfRange(content, 90_000, 100_000));
		}
		verify(spied, never()).retrieveStream(any(DwUri.class), any(ByteRange.class));
	}

	@Test
	void skipBeyondTheEndSkipsWhatThereIs() throws IOException {
		store(1_000_000);
		try (InputStream input = resource().getInputStream()) {
			assertThat(input.skip(2_000_000)).isEqualTo(1_000_000);
			assertThat(input.read()).isEqualTo(-1);
			assertThat(input.skip(-1)).isZero();
		}
	}

	@Test
	void objectThatIsChangedMeanwhileIsNotMixed() throws IOException {
		store(1_000_000);
		try (InputStream input = resource().getInputStream()) {
			input.readNBytes(10);
			this.warehouse.store(URI, new byte[1_000_000]);
			assertThatIOException().isThrownBy(() -> input.skip(900_000)).withMessageContaining("changed");
		}
	}

	private DwResource resource() {
		DataWarehouseTemplate warehouse = this.warehouse;
		return new DwResource(URI, () -> warehouse);
	}

}
