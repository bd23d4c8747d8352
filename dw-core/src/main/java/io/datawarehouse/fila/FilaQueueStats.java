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

package io.datawarehouse.fila;

import java.util.List;

/**
 * What the broker tells of a queue.
 *
 * @param depth how many messages wait
 * @param inFlight how many messages are leased to consumers
 * @param activeFairnessKeys how many fairness keys have waiting messages
 * @param activeConsumers how many consumers are subscribed
 * @param quantum how many messages a fairness key of weight 1 gets per turn
 * @param fairnessKeys the fairness keys one by one
 * @param throttleKeys the throttle keys one by one
 * @since 1.0.0
 */
public record FilaQueueStats(long depth, long inFlight, long activeFairnessKeys, int activeConsumers, int quantum,
		List<FairnessKey> fairnessKeys, List<ThrottleKey> throttleKeys) {

	/**
	 * Create new statistics.
	 */
	public FilaQueueStats {
		fairnessKeys = List.copyOf(fairnessKeys);
		throttleKeys = List.copyOf(throttleKeys);
	}

	/**
	 * A fairness key of a queue.
	 *
	 * @param key the key
	 * @param pending how many messages of it wait
	 * @param deficit how many messages it may still get in this turn
	 * @param weight its weight
	 */
	public record FairnessKey(String key, long pending, long deficit, int weight) {
	}

	/**
	 * A throttle key of a queue.
	 *
	 * @param key the key
	 * @param tokens how many messages may be delivered now
	 * @param ratePerSecond how many messages may be delivered per second
	 * @param burst how many messages may be delivered at once after a pause
	 */
	public record ThrottleKey(String key, double tokens, double ratePerSecond, double burst) {
	}

}
