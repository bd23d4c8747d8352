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

import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TransferPace} with a clock that the tests turn.
 */
class TransferPaceTests {

	private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private static final double SLOW = 80e6;

	private long now;

	private TransferPace pace = new TransferPace(16, 0, 2, () -> this.now);

	/**
	 * Let all connections that there should be move bytes for some time.
	 */
	private void run(int milliseconds, double bytesPerSecond, double busy) {
		for (int i = 0; i < milliseconds; i++) {
			this.now += MILLI;
			int limit = this.pace.limit();
			this.pace.moved((long) (bytesPerSecond / 1000), (long) (busy * limit * MILLI));
			if (this.pace.limit() > limit) {
				for (int started = limit; started < this.pace.limit(); started++) {
					this.pace.started();
				}
			}
		}
	}

	private void runConnections(int milliseconds, double bytesPerSecondEach, double most, double busy) {
		for (int i = 0; i < milliseconds; i++) {
			run(1, Math.min(most, bytesPerSecondEach * this.pace.limit()), busy);
		}
	}

	@Test
	void slowConnectionsAreManyWithinTheTimeOfOnePart() {
		runConnections(40, SLOW, Double.MAX_VALUE, 0.05);
		assertThat(this.pace.limit()).isEqualTo(16);
	}

	@Test
	void fastConnectionsStayTwo() {
		runConnections(5000, 1e9, Double.MAX_VALUE, 0.1);
		assertThat(this.pace.limit()).isEqualTo(2);
	}

	@Test
	void busyProcessorGetsNoMoreToDo() {
		runConnections(5000, SLOW, Double.MAX_VALUE, 0.9);
		assertThat(this.pace.limit()).isEqualTo(2);
	}

	@Test
	void pauseOfFastConnectionDoesNotMakeItManage() {
		runConnections(100, 1e9, Double.MAX_VALUE, 0.8);
		runConnections(30, 0, Double.MAX_VALUE, 0);
		assertThat(this.pace.limit()).isEqualTo(2);
	}

	@Test
	void connectionsThatBringNothingAreGivenUp() {
		// A line of 100 MB/s, which two connections fill.
		runConnections(100, 50e6, 100e6, 0.05);
		assertThat(this.pace.limit()).isEqualTo(2);
		int most = 0;
		int sum = 0;
		for (int i = 0; i < 20_000; i++) {
			runConnections(1, 50e6, 100e6, 0.05);
			most = Math.max(most, this.pace.limit());
			sum += this.pace.limit();
		}
		assertThat(most).isEqualTo(4);
		assertThat(sum / 20_000.0).isLessThan(3.6);
	}

	@Test
	void firstBurstIntoTheBuffersOfASocketDoesNotHideThatItIsSlow() {
		run(1, 4e9, 0.8);
		runConnections(80, SLOW, Double.MAX_VALUE, 0.05);
		assertThat(this.pace.limit()).isEqualTo(16);
	}

	@Test
	void failuresHalveTheConnections() {
		runConnections(40, SLOW, Double.MAX_VALUE, 0.05);
		this.pace.failed();
		assertThat(this.pace.limit()).isEqualTo(8);
		for (int i = 0; i < 10; i++) {
			this.pace.failed();
		}
		assertThat(this.pace.limit()).isEqualTo(1);
	}

	@Test
	void connectionsComeBackAfterFailures() {
		runConnections(40, SLOW, Double.MAX_VALUE, 0.05);
		this.pace.failed();
		runConnections(2000, SLOW, Double.MAX_VALUE, 0.05);
		assertThat(this.pace.limit()).isEqualTo(16);
	}

	@Test
	void refusedHelperIsNotAskedForAgainAtOnce() {
		runConnections(15, SLOW, Double.MAX_VALUE, 0.05);
		assertThat(this.pace.limit()).isEqualTo(8);
		this.pace.refused(2);
		assertThat(this.pace.limit()).isEqualTo(2);
		runConnections(50, SLOW, Double.MAX_VALUE, 0.05);
		assertThat(this.pace.limit()).isEqualTo(2);
	}

	@Test
	void nextTransferBeginsWithWhatTheLastOneFound() {
		assertThat(this.pace.found()).isZero();
		runConnections(40, SLOW, Double.MAX_VALUE, 0.05);
		assertThat(this.pace.found()).isEqualTo(16);
		this.pace = new TransferPace(16, this.pace.found(), 2, () -> this.now);
		assertThat(this.pace.limit()).isEqualTo(16);
		runConnections(500, SLOW, Double.MAX_VALUE, 0.05);
		assertThat(this.pace.found()).isEqualTo(16);
	}

	@Test
	void busyBeginningDoesNotMakeManyConnectionsFewer() {
		this.pace = new TransferPace(16, 16, 2, () -> this.now);
		runConnections(60, 0, Double.MAX_VALUE, 2.0 / 16);
		runConnections(400, SLOW, Double.MAX_VALUE, 0.04);
		assertThat(this.pace.found()).isEqualTo(16);
	}

	@Test
	void processorsThatManyConnectionsKeepBusyGetHalfOfThemNextTime() {
		this.pace = new TransferPace(16, 16, 2, () -> this.now);
		runConnections(200, 1.8e9 / 16, Double.MAX_VALUE, 1.6 / 16);
		assertThat(this.pace.found()).isEqualTo(8);
	}

	@Test
	void linkThatBecameFastIsFoundOutByAndBy() {
		int found = 16;
		for (int transfer = 0; transfer < 3; transfer++) {
			this.pace = new TransferPace(16, found, 2, () -> this.now);
			runConnections(100, 1e9, Double.MAX_VALUE, 0.8);
			assertThat(this.pace.found()).isEqualTo(found / 2);
			found = this.pace.found();
		}
		assertThat(found).isEqualTo(2);
	}

	@Test
	void limitIsKept() {
		this.pace = new TransferPace(3, 0, 2, () -> this.now);
		runConnections(1000, SLOW, Double.MAX_VALUE, 0.05);
		assertThat(this.pace.limit()).isEqualTo(3);
		this.pace = new TransferPace(1, 0, 2, () -> this.now);
		runConnections(1000, SLOW, Double.MAX_VALUE, 0.05);
		assertThat(this.pace.limit()).isEqualTo(1);
	}

}
