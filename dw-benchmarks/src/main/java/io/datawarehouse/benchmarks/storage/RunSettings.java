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

package io.datawarehouse.benchmarks.storage;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.datawarehouse.benchmarks.storage.peer.Peer;

/**
 * How much is measured, and for how long.
 *
 * @param mode what is done
 * @param resume whether to go on with the last run
 * @param operations the operations
 * @param goalsOnly whether only the peers that a goal names take part
 * @param peers the peers, empty when none is named: then those for whom it was made
 * @param note what has to be known of the run, empty if nothing
 */
record RunSettings(Mode mode, boolean resume, Set<StorageOperation> operations, boolean goalsOnly, Set<Peer> peers,
		String note) {

	private static final long MEBIBYTE = 1024 * 1024;

	private static final String GOALS = "goals";

	static RunSettings parse(List<String> arguments) {
		Mode mode = Mode.FULL;
		boolean resume = false;
		boolean goalsOnly = false;
		String note = "";
		Set<StorageOperation> operations = EnumSet.allOf(StorageOperation.class);
		Set<Peer> peers = EnumSet.noneOf(Peer.class);
		for (String argument : arguments) {
			String value = argument.substring(argument.indexOf('=') + 1);
			if (argument.equals("--quick")) {
				mode = Mode.QUICK;
			}
			else if (argument.equals("--report")) {
				mode = Mode.REPORT;
			}
			else if (argument.equals("--resume")) {
				resume = true;
			}
			else if (argument.startsWith("--note=")) {
				note = value;
			}
			else if (argument.startsWith("--operations=")) {
				operations = set(value, StorageOperation::of);
			}
			else if (argument.startsWith("--peers=")) {
				goalsOnly = value.equals(GOALS);
				peers = goalsOnly ? EnumSet.noneOf(Peer.class) : set(value, Peer::of);
			}
			else {
				throw new IllegalArgumentException("Unknown option '" + argument + "'");
			}
		}
		RunSettings settings = new RunSettings(mode, resume, operations, goalsOnly, peers, note);
		if (resume && !settings.isKept()) {
			throw new IllegalArgumentException(
					"--resume is for runs that are kept: not for --quick, --report and named "
							+ "peers, of which nothing is kept");
		}
		return settings;
	}

	private static <T> Set<T> set(String value, Function<String, T> of) {
		return Arrays.stream(value.split(",")).map(of).collect(Collectors.toSet());
	}

	boolean quick() {
		return this.mode == Mode.QUICK;
	}

	/**
	 * Return whether it is measured for as long as figures need to be steady, and with
	 * everyone that ours is compared with.
	 * @return whether the results are worth to be kept
	 */
	boolean isKept() {
		return this.mode == Mode.FULL && this.peers.isEmpty();
	}

	boolean measures(StorageOperation operation, Peer peer) {
		boolean takesPart = this.peers.isEmpty() ? Participants.of(operation, quick() || this.goalsOnly).contains(peer)
				: this.peers.contains(peer) && Participants.of(operation, false).contains(peer);
		return takesPart && this.operations.contains(operation);
	}

	int forks() {
		return quick() ? 1 : 3;
	}

	/**
	 * Return how long to warm up. In a quick run, the code of small operations gets more
	 * of what little time there is, because it is all that they are made of.
	 * @param operation the operation
	 * @return how long
	 */
	Duration warmUp(StorageOperation operation) {
		if (quick()) {
			return Duration.ofSeconds(operation.isLarge() ? 2 : 4);
		}
		return Duration.ofSeconds(24);
	}

	Duration time(StorageOperation operation) {
		if (quick()) {
			return Duration.ofMillis(1500);
		}
		return Duration.ofSeconds(operation.isLarge() ? 6 : 5);
	}

	long largeSize() {
		return (quick() ? 64 : 512) * MEBIBYTE;
	}

	/**
	 * Return how long one process may take beyond its warm-up and its measurement: for
	 * its start, and for the last operation of each, which may begin at the last moment.
	 * @return the time
	 */
	Duration slack() {
		return Duration.ofSeconds(quick() ? 45 : 240);
	}

	/**
	 * Return how long all may take. What has not been measured by then counts as failed.
	 * @return the limit
	 */
	Duration limit() {
		return quick() ? Duration.ofSeconds(280) : Duration.ofHours(5);
	}

	/**
	 * What is done.
	 */
	enum Mode {

		/** Everything is measured for as long as figures need to be steady. */
		FULL,

		/** A short run shows that all works. */
		QUICK,

		/** Nothing is measured, what is kept is reported. */
		REPORT

	}

}
