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
import java.util.function.BiFunction;

/**
 * Who is measured.
 */
enum FilaPeer {

	/** Our clients. */
	DW("dw", "DataWarehouse", DwFilaClient::new),

	/** The generated blocking stub. */
	STUB("stub", "blocking stub", StubFilaClient::new);

	private final String id;

	private final String label;

	private final BiFunction<String, String, FilaPeerClient> factory;

	FilaPeer(String id, String label, BiFunction<String, String, FilaPeerClient> factory) {
		this.id = id;
		this.label = label;
		this.factory = factory;
	}

	static FilaPeer of(String id) {
		return Arrays.stream(values())
			.filter((peer) -> peer.id.equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("Unknown peer '" + id + "'"));
	}

	String id() {
		return this.id;
	}

	String label() {
		return this.label;
	}

	boolean takesPart(FilaScenario scenario) {
		return this == DW || scenario != FilaScenario.ENQUEUE_PIPELINED;
	}

	FilaPeerClient open(String address, String queue) {
		return this.factory.apply(address, queue);
	}

}
