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

package io.datawarehouse.fila.listener;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time for messages that outlast their lease, and for none at all.
 */
final class LeaseWatch {

	private static final Logger logger = LoggerFactory.getLogger(LeaseWatch.class);

	private final InFlight inFlight;

	private final Counters counters;

	private final Duration lease;

	LeaseWatch(InFlight inFlight, Counters counters, Duration lease) {
		this.inFlight = inFlight;
		this.counters = counters;
		this.lease = lease;
	}

	/**
	 * How often to look, so that an overrun is seen early.
	 */
	long intervalMillis() {
		return Math.max(20, Math.min(1_000, this.lease.toMillis() / 10));
	}

	void look() {
		for (Delivery delivery : this.inFlight.deliveries()) {
			if (delivery.ageNanos() > this.lease.toNanos()) {
				outlasted(delivery);
			}
		}
	}

	private void outlasted(Delivery delivery) {
		if (delivery.markOverrun()) {
			this.counters.leaseOverruns.increment();
			logger.warn(
					"Message {} of queue '{}' has been in flight for longer than its lease of {}: the broker "
							+ "delivers it again. Raise the visibility timeout of the queue or handle messages faster.",
					delivery.message().id(), delivery.message().queue(), this.lease);
		}
		if (delivery.isListenerDone()) {
			// Acked by hand, that is: not at all. Its place must not be lost for ever.
			delivery.leave();
		}
	}

}
