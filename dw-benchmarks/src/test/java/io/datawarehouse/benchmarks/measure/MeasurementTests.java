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

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Tests for {@link Measurement}.
 */
class MeasurementTests {

	@Test
	void figuresAreComputedFromWhatWasCounted() {
		Spent before = new Spent(1_000, 2_000, 3_000);
		Spent spent = new Spent(2_000_001_000L, 1_000_002_000L, 203_000).since(before);
		Measurement measurement = Measurement.of(100, 5_000_000, spent, 48_000_000, 150_000_000);
		assertThat(measurement.operationsPerSecond()).isEqualTo(50);
		assertThat(measurement.megabytesPerSecond()).isEqualTo(250);
		assertThat(measurement.cpuMicrosPerOperation()).isEqualTo(10_000);
		assertThat(measurement.cpuSecondsPerGigabyte()).isCloseTo(2, within(1e-9));
		assertThat(measurement.allocatedPerOperation()).isEqualTo(2_000);
		assertThat(measurement.peakHeap()).isEqualTo(48_000_000);
		assertThat(measurement.peakRss()).isEqualTo(150_000_000);
	}

	@Test
	void nothingMeasuredIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Measurement.of(0, 1, new Spent(1, 1, 1), 1, 1))
			.withMessageContaining("0 operations");
	}

	@Test
	void medianIsTakenOfEachFigureByItself() {
		Measurement median = Measurement.median(List.of(new Measurement(1, 9, 5, 1, 1, 1, 30),
				new Measurement(3, 7, 4, 1, 1, 1, 10), new Measurement(2, 8, 6, 1, 1, 1, 20)));
		assertThat(median).isEqualTo(new Measurement(2, 8, 5, 1, 1, 1, 20));
	}

	@Test
	void medianOfTwoLiesBetweenThem() {
		Measurement median = Measurement
			.median(List.of(new Measurement(1, 1, 1, 1, 1, 1, 1), new Measurement(2, 2, 2, 2, 2, 2, 2)));
		assertThat(median.operationsPerSecond()).isEqualTo(1.5);
	}

	@Test
	void lineIsReadAsItWasWritten() {
		Measurement measurement = new Measurement(12345.678, 0.25, 1e-3, 7, 8.5, 4.8e7, 0);
		assertThat(Measurement.isLine(measurement.toLine())).isTrue();
		assertThat(Measurement.parse(measurement.toLine())).isEqualTo(measurement);
	}

	@Test
	void otherLinesAreNotMeasurements() {
		assertThat(Measurement.isLine("WARN something")).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> Measurement.parse("WARN something"));
	}

}
