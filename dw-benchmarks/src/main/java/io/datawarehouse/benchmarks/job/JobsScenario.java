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

package io.datawarehouse.benchmarks.job;

/**
 * What is measured, each in a process of its own.
 */
enum JobsScenario {

	RUNS_ANSWERED_IN_PLACE("empty runs, answered in place"),

	RUNS("empty runs"),

	LOOK_UPS("latest snapshot of a table"),

	NOTES("note of an object that the template read"),

	ROUND_TRIPS("requests of a run"),

	EVENTS_DOWN("event() while the catalog refuses connections"),

	EVENTS_HANGING("event() while the catalog does not answer"),

	IN_FLIGHT("1,000 runs in flight"),

	CATALOG_1("embedded catalog, 1 connection"),

	CATALOG_16("embedded catalog, 16 connections");

	private final String label;

	JobsScenario(String label) {
		this.label = label;
	}

	String label() {
		return this.label;
	}

	/**
	 * Return whether it is measured once for all rounds, because it is a count.
	 * @return whether one fork is enough
	 */
	boolean isOnce() {
		return this == ROUND_TRIPS;
	}

	/**
	 * Return how much longer than others it is measured: as long as code of many layers
	 * takes to be compiled.
	 * @return the factor
	 */
	int effort() {
		return switch (this) {
			case RUNS -> 5;
			case RUNS_ANSWERED_IN_PLACE, LOOK_UPS -> 3;
			default -> 1;
		};
	}

	/**
	 * Return how much longer than others it is warmed up. Runs over the network are slow:
	 * in a full run it takes that long until each way has been gone more than 10,000
	 * times, as it is in an application that has run for a while, and the compiler is
	 * done with it.
	 * @return the factor
	 */
	int warmUp() {
		return (this == RUNS) ? 30 : effort();
	}

}
