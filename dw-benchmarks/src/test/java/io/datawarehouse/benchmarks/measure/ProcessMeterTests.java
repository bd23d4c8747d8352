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

package io.datawarehouse.benchmarks.measure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessMeter}.
 */
class ProcessMeterTests {

	@Test
	void allocationsOfThreadsAreCountedWhileTheyLiveAndAfter() throws InterruptedException {
		try (ProcessMeter meter = new ProcessMeter()) {
			Spent before = meter.spent();
			Spent[] during = new Spent[1];
			byte[][] kept = new byte[1][];
			Thread thread = new Thread(() -> {
				kept[0] = new byte[30_000_000];
				during[0] = meter.spent();
			});
			thread.start();
			thread.join();
			assertThat(during[0].since(before).allocated()).isGreaterThanOrEqualTo(kept[0].length);
			assertThat(meter.spent().since(before).allocated()).isGreaterThanOrEqualTo(kept[0].length);
			assertThat(meter.peakHeap()).isGreaterThanOrEqualTo(kept[0].length);
		}
	}

	@Test
	void highWaterMarkIsFoundInTheStatusOfTheProcess() {
		assertThat(ProcessMeter.highWaterMark("Name:\tjava\nVmPeak:\t 9 kB\nVmHWM:\t  146484 kB\nVmRSS:\t 1 kB\n"))
			.isEqualTo(146484L * 1024);
		assertThat(ProcessMeter.highWaterMark("Name:\tjava\n")).isZero();
	}

}
