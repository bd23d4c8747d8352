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

package io.datawarehouse.benchmarks.fila;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What is measured.
 */
enum FilaScenario {

	/** One thread that waits for each answer. */
	ENQUEUE_ONE("enqueue-1", "enqueue, 1 thread", 1),

	/** 16 threads that wait for each answer. */
	ENQUEUE_MANY("enqueue-16", "enqueue, 16 threads", 16),

	/** One thread with many calls in progress. */
	ENQUEUE_PIPELINED("enqueue-pipelined", "enqueue, pipelined", 1),

	/** One handler at a time. */
	CONSUME_ONE("consume-1", "consume + ack, 1 handler", 1),

	/** Ten handlers at a time. */
	CONSUME_MANY("consume-10", "consume + ack, 10 handlers", 10),

	/** From before the enqueue to the handler, at a fixed rate. */
	LATENCY("latency", "end to end, 200 messages/s", 1);

	private final String id;

	private final String label;

	private final int threads;

	FilaScenario(String id, String label, int threads) {
		this.id = id;
		this.label = label;
		this.threads = threads;
	}

	static FilaScenario of(String id) {
		return Arrays.stream(values())
			.filter((scenario) -> scenario.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Unknown scenario '" + id + "': there are "
					+ Arrays.stream(values()).map(FilaScenario::id).collect(Collectors.joining(", "))));
	}

	String id() {
		return this.id;
	}

	String label() {
		return this.label;
	}

	/**
	 * Return how many threads enqueue, or how many handlers run at a time.
	 * @return the number
	 */
	int threads() {
		return this.threads;
	}

	boolean isEnqueue() {
		return this == ENQUEUE_ONE || this == ENQUEUE_MANY || this == ENQUEUE_PIPELINED;
	}

}
