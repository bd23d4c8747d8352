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

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;

import io.datawarehouse.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ObjectWriteStream} against a store that misbehaves.
 */
class ObjectWriteStreamTests {

	private static final String CREATED = "<InitiateMultipartUploadResult><UploadId>up</UploadId>"
			+ "</InitiateMultipartUploadResult>";

	private static final byte[] CHUNK = new byte[1024 * 1024];

	private final ScriptedStore store = new ScriptedStore();

	private final DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
		.endpoint(this.store.endpoint())
		.credentials("access", "secret")
		.build();

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
		Threads.assertNoneLeft("dw-storage-write");
	}

	@Test
	void publishesOnCloseAndNotBefore() throws IOException {
		this.store.answer(200, "", "ETag", "\"e\"");
		ObjectWriteStream stream = this.warehouse.openWrite("dw://lake/a.txt");
		stream.write('a');
		stream.write("bc".getBytes());
		assertThat(this.store.requests()).isEmpty();
		assertThatIllegalStateException().isThrownBy(stream::stored);
		stream.close();
		stream.close();
		assertThat(this.store.calls()).containsExactly("PUT /lake/a.txt");
		assertThat(this.store.requests().get(0).body()).asString().isEqualTo("abc");
		assertThat(stream.stored().etag()).isEqualTo("e");
		assertThatIOException().isThrownBy(() -> stream.write(1));
	}

	@Test
	void abortedStreamPublishesNothing() throws IOException {
		try (ObjectWriteStream stream = this.warehouse.openWrite("dw://lake/a")) {
			stream.write(CHUNK);
			stream.write(CHUNK);
			stream.abort();
			assertThatIOException().isThrownBy(() -> stream.write(1));
		}
		assertThat(this.store.requests()).isEmpty();
	}

	@Test
	void abortedUploadInPartsIsRemoved() throws IOException {
		this.store.answer(200, CREATED).answer(200, "", "ETag", "\"e\"");
		ObjectWriteStream stream = this.warehouse.openWrite("dw://lake/a");
		for (int i = 0; i < 30; i++) {
			stream.write(CHUNK);
		}
		stream.abort();
		stream.close();
		assertThat(this.store.calls()).contains("DELETE /lake/a?uploadId=up")
			.doesNotContain("POST /lake/a?uploadId=up");
	}

	@Test
	void failureOfTheStoreReachesTheWriter() {
		this.store.error(403, "AccessDenied");
		ObjectWriteStream stream = this.warehouse.openWrite("dw://lake/a");
		assertThatExceptionOfType(StorageAccessDeniedException.class).isThrownBy(() -> {
			for (int i = 0; i < 100; i++) {
				stream.write(CHUNK);
			}
		});
		assertThatIOException().isThrownBy(() -> stream.write(1));
	}

	@Test
	void closeAfterAFailedWritePublishesNothing() throws IOException {
		this.store.error(403, "AccessDenied");
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		try (ObjectWriteStream stream = this.warehouse.openWrite("dw://lake/a")) {
			for (int i = 0; i < 100; i++) {
				stream.write(CHUNK);
			}
		}
		catch (StorageAccessDeniedException ex) {
			thrown.set(ex);
		}
		assertThat(thrown.get()).isNotNull();
		assertThat(this.store.calls()).doesNotContain("POST /lake/a?uploadId=up");
	}

	@Test
	void failureOnCloseIsThrown() throws IOException {
		this.store.error(403, "AccessDenied");
		ObjectWriteStream stream = this.warehouse.openWrite("dw://lake/a");
		stream.write(1);
		assertThatExceptionOfType(StorageAccessDeniedException.class).isThrownBy(stream::close);
		assertThatIllegalStateException().isThrownBy(stream::stored);
	}

	@Test
	void writerThatFailsStoresNothing() {
		assertThatExceptionOfType(StorageException.class)
			.isThrownBy(() -> this.warehouse.write("dw://lake/a", (output) -> {
				output.write(1);
				throw new IOException("disk gone");
			}))
			.withMessageContaining("disk gone")
			.withMessageContaining("nothing was stored");
		assertThatIllegalStateException().isThrownBy(() -> this.warehouse.write("dw://lake/a", (output) -> {
			output.write(CHUNK);
			throw new IllegalStateException("own");
		})).withMessage("own");
		assertThat(this.store.requests()).isEmpty();
	}

	@Test
	void writerThatClosesDoesNotPublishTooEarly() {
		this.store.answer(200, "", "ETag", "\"e\"");
		assertThat(this.warehouse.write("dw://lake/a", OutputStream::close).size()).isZero();
		assertThat(this.store.calls()).containsExactly("PUT /lake/a");
	}

	@Test
	void interruptedWriterStoresNothing() throws IOException {
		this.store.answer(200, CREATED).answer(200, "", "ETag", "\"e\"");
		ObjectWriteStream stream = this.warehouse.openWrite("dw://lake/a");
		Thread.currentThread().interrupt();
		assertThatIOException().isThrownBy(() -> {
			for (int i = 0; i < 100; i++) {
				stream.write(CHUNK);
			}
		}).withMessageContaining("interrupted");
		assertThat(Thread.interrupted()).isTrue();
		stream.close();
		assertThat(this.store.calls()).doesNotContain("POST /lake/a?uploadId=up");
	}

	@Test
	void closingTheTemplateGivesUpWhatIsOpen() throws IOException {
		ObjectWriteStream stream = this.warehouse.openWrite("dw://lake/a");
		stream.write(CHUNK);
		stream.write(CHUNK);
		this.warehouse.close();
		assertThatIOException().isThrownBy(() -> stream.write(1));
		assertThat(this.store.requests()).isEmpty();
	}

}
