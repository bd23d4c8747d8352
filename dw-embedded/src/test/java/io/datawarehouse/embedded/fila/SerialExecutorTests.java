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

package io.datawarehouse.embedded.fila;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SerialExecutor}.
 */
class SerialExecutorTests {

	@Test
	void tasksRunInTheirOrder() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			SerialExecutor serial = new SerialExecutor(threads::execute);
			List<Integer> ran = new ArrayList<>();
			CountDownLatch begin = new CountDownLatch(1);
			CountDownLatch end = new CountDownLatch(1);
			serial.execute(() -> await(begin));
			for (int i = 0; i < 1000; i++) {
				int number = i;
				serial.execute(() -> ran.add(number));
			}
			assertThat(serial.size()).isBetween(1000, 1001);
			serial.execute(end::countDown);
			begin.countDown();
			assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
			assertThat(ran).isEqualTo(IntStream.range(0, 1000).boxed().toList());
			assertThat(serial.size()).isZero();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
