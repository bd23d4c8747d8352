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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.datawarehouse.DwUri;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TransferProgress}.
 */
class TransferProgressTests {

	private final List<Long> told = new ArrayList<>();

	private final TransferProgress progress = new TransferProgress(
			new Transfer(Transfer.Direction.UPLOAD, DwUri.of("lake", "a"), Path.of("a"), 10), new TransferListener() {

				@Override
				public void bytes(Transfer transfer, long bytes) {
					TransferProgressTests.this.told.add(bytes);
				}

				@Override
				public void started(Transfer transfer) {
					throw new IllegalStateException("bad listener");
				}

			});

	@Test
	void isToldAtABoundedRate() {
		AtomicLong request = this.progress.begin("whole");
		long start = System.nanoTime();
		for (int i = 0; i < 100_000; i++) {
			this.progress.moved(request, 1);
		}
		long tenths = (System.nanoTime() - start) / 100_000_000;
		assertThat(this.told).hasSizeBetween(1, (int) tenths + 2);
	}

	@Test
	void whatIsMovedAgainIsNotCountedTwice() {
		this.progress.moved(this.progress.begin("part 1"), 5);
		this.progress.moved(this.progress.begin("part 2"), 7);
		AtomicLong again = this.progress.begin("part 2");
		this.told.clear();
		Awaitility.await().until(() -> {
			this.progress.moved(again, 0);
			return !this.told.isEmpty();
		});
		assertThat(this.told).containsExactly(5L);
	}

	@Test
	void listenerThatFailsDoesNotMatter() {
		this.progress.started();
		this.progress.completed(10);
		assertThat(this.told).containsExactly(10L);
	}

}
