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

package io.datawarehouse.embedded.console;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import org.jspecify.annotations.Nullable;

/**
 * Takes timings from the timers of a meter registry. Percentiles are known of timers that
 * publish 0.5, 0.95 and 0.99, while there is something to tell of the last minutes.
 *
 * @since 1.0.0
 */
public final class MeterTimings implements TimingSource {

	private final MeterRegistry registry;

	private final String prefix;

	/**
	 * Create timings.
	 * @param registry the registry
	 * @param prefix what the names of the timers begin with
	 */
	public MeterTimings(MeterRegistry registry, String prefix) {
		this.registry = registry;
		this.prefix = prefix;
	}

	@Override
	public List<Timing> timings() {
		return this.registry.getMeters()
			.stream()
			.filter((meter) -> meter.getId().getName().startsWith(this.prefix))
			.filter(Timer.class::isInstance)
			.map((meter) -> timing((Timer) meter))
			.toList();
	}

	private static Timing timing(Timer timer) {
		Map<String, String> tags = new TreeMap<>();
		for (Tag tag : timer.getId().getTags()) {
			tags.put(tag.getKey(), tag.getValue());
		}
		HistogramSnapshot snapshot = timer.takeSnapshot();
		return new Timing(timer.getId().getName(), tags, snapshot.count(), snapshot.total(TimeUnit.MILLISECONDS),
				snapshot.max(TimeUnit.MILLISECONDS), percentile(snapshot, 0.5), percentile(snapshot, 0.95),
				percentile(snapshot, 0.99));
	}

	private static @Nullable Double percentile(HistogramSnapshot snapshot, double percentile) {
		for (ValueAtPercentile value : snapshot.percentileValues()) {
			if (value.percentile() == percentile && value.value() > 0) {
				return value.value(TimeUnit.MILLISECONDS);
			}
		}
		return null;
	}

}
