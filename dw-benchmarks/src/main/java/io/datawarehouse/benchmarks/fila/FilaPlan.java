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

import java.time.Duration;
import java.util.List;

/**
 * What one forked process measures.
 *
 * @param peer the client
 * @param scenario the scenario
 * @param address the address of the broker
 * @param queue the queue, which exists and is empty
 * @param warmUp how long to repeat before it is measured
 * @param time how long to measure
 * @param messages how many messages a queue is filled with before they are consumed
 */
record FilaPlan(FilaPeer peer, FilaScenario scenario, String address, String queue, Duration warmUp, Duration time,
		int messages) {

	static FilaPlan parse(String[] arguments) {
		return new FilaPlan(FilaPeer.of(arguments[0]), FilaScenario.of(arguments[1]), arguments[2], arguments[3],
				Duration.parse(arguments[4]), Duration.parse(arguments[5]), Integer.parseInt(arguments[6]));
	}

	List<String> toArguments() {
		return List.of(this.peer.id(), this.scenario.id(), this.address, this.queue, this.warmUp.toString(),
				this.time.toString(), Integer.toString(this.messages));
	}

}
