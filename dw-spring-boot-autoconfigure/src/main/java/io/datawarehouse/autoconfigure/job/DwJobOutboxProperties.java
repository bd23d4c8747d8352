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

package io.datawarehouse.autoconfigure.job;

import java.time.Duration;

import org.springframework.util.unit.DataSize;

/**
 * What waits for the catalog.
 *
 * @since 1.0.0
 */
public class DwJobOutboxProperties {

	/**
	 * Number of completions that may wait before no further run is started.
	 */
	private int maxCompletions = 10_000;

	/**
	 * Number of events that may wait before further ones are dropped.
	 */
	private int maxEvents = 200_000;

	/**
	 * Room that the waiting events may take.
	 */
	private DataSize maxSize = DataSize.ofMegabytes(256);

	/**
	 * First pause between attempts to deliver while the catalog is away. Each is twice as
	 * long as the one before.
	 */
	private Duration firstPause = Duration.ofSeconds(1);

	/**
	 * Longest pause between attempts to deliver.
	 */
	private Duration longestPause = Duration.ofMinutes(1);

	public int getMaxCompletions() {
		return this.maxCompletions;
	}

	public void setMaxCompletions(int maxCompletions) {
		this.maxCompletions = maxCompletions;
	}

	public int getMaxEvents() {
		return this.maxEvents;
	}

	public void setMaxEvents(int maxEvents) {
		this.maxEvents = maxEvents;
	}

	public DataSize getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

	public Duration getFirstPause() {
		return this.firstPause;
	}

	public void setFirstPause(Duration firstPause) {
		this.firstPause = firstPause;
	}

	public Duration getLongestPause() {
		return this.longestPause;
	}

	public void setLongestPause(Duration longestPause) {
		this.longestPause = longestPause;
	}

}
