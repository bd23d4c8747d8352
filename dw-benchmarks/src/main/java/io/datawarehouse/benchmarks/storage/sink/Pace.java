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

package io.datawarehouse.benchmarks.storage.sink;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds one connection to the speed of its link. The time at which bytes are due is
 * counted from the start of the message, so the errors of single waits do not add up.
 */
final class Pace {

	private final LinkSpeed speed;

	private long start;

	private long moved;

	Pace(LinkSpeed speed) {
		this.speed = speed;
	}

	boolean isLimited() {
		return this.speed.bytesPerSecond() > 0;
	}

	void startMessage() {
		this.start = System.nanoTime();
		this.moved = 0;
	}

	void moved(long bytes) {
		if (isLimited()) {
			this.moved += bytes;
			waitUntil(this.start + this.moved * TimeUnit.SECONDS.toNanos(1) / this.speed.bytesPerSecond());
		}
	}

	void delayAnswer() {
		long nanos = this.speed.latency().toNanos();
		if (nanos > 0) {
			waitUntil(System.nanoTime() + nanos);
		}
	}

	private static void waitUntil(long due) {
		for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
			LockSupport.parkNanos(left);
			if (Thread.currentThread().isInterrupted()) {
				return;
			}
		}
	}

}
