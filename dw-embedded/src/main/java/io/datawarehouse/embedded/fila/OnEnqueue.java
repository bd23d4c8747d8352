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

import java.util.List;
import java.util.Map;

/**
 * Decides, as a queue's {@code on_enqueue} script does, how a message that is being
 * stored shares the deliveries with others. Called before the message is stored, by
 * several threads at once. What it throws fails the enqueue.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface OnEnqueue {

	/**
	 * Decide how a message is routed.
	 * @param message the message
	 * @return its routing
	 */
	Routing onEnqueue(Incoming message);

	/**
	 * A message that is being stored.
	 *
	 * @param queue the queue
	 * @param headers the headers
	 * @param payload the payload, a copy
	 */
	record Incoming(String queue, Map<String, String> headers, byte[] payload) {
	}

	/**
	 * How a message shares the deliveries with others.
	 *
	 * @param fairnessKey messages of one key are delivered in order, keys take turns
	 * @param weight how many messages of the key are delivered per turn
	 * @param throttleKeys the keys whose rates limit the delivery of the message
	 */
	record Routing(String fairnessKey, int weight, List<String> throttleKeys) {

		/**
		 * The routing of messages in a queue without a hook.
		 */
		public static final Routing DEFAULT = new Routing("default", 1, List.of());

		/**
		 * Create a new routing.
		 * @throws IllegalArgumentException if the key is empty or the weight is not
		 * positive
		 */
		public Routing {
			if (fairnessKey.isEmpty()) {
				throw new IllegalArgumentException("The fairness key must not be empty");
			}
			if (weight < 1) {
				throw new IllegalArgumentException("The weight must be at least 1, but was " + weight);
			}
			throttleKeys = List.copyOf(throttleKeys);
		}

		/**
		 * A routing with weight 1 and no throttle keys.
		 * @param fairnessKey the fairness key
		 * @return a new routing
		 */
		public static Routing of(String fairnessKey) {
			return new Routing(fairnessKey, 1, List.of());
		}

		/**
		 * This routing with another weight.
		 * @param weight how many messages of the key are delivered per turn
		 * @return a new routing
		 */
		public Routing withWeight(int weight) {
			return new Routing(this.fairnessKey, weight, this.throttleKeys);
		}

		/**
		 * This routing with other throttle keys.
		 * @param throttleKeys the keys whose rates limit the delivery
		 * @return a new routing
		 */
		public Routing withThrottleKeys(String... throttleKeys) {
			return new Routing(this.fairnessKey, this.weight, List.of(throttleKeys));
		}

	}

}
