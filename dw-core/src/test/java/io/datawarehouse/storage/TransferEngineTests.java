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

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TransferEngine}.
 */
class TransferEngineTests {

	@Test
	void everySixteenthTransferDoubtsWhatWasFound() {
		TransferThreads threads = new TransferThreads(1);
		try {
			TransferEngine engine = new TransferEngine(TransferSettings.defaults(), threads, TransferMemory.ofHeap(),
					true, true, new AtomicInteger(20), new AtomicInteger());
			assertThat(IntStream.range(0, 15).map((i) -> engine.connectionsBefore())).containsOnly(20);
			assertThat(engine.connectionsBefore()).isEqualTo(10);
			assertThat(engine.connectionsBefore()).isEqualTo(20);
		}
		finally {
			threads.close();
		}
	}

}
