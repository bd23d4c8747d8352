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
 * @param quick whether this is a short run that shows that all works
 * @param operations the operations
 * @param peers the peers, empty when none is named: then those for whom it was made
 */
record RunSettings(boolean quick, Set<StorageOperation> operations, Set<Peer> peers) {

	private static final long MEBIBYTE = 1024 * 1024;

	static RunSettings parse(List<String> arguments) {
		boolean quick = false;
		Set<StorageOperation> operations = EnumSet.allOf(StorageOperation.class);
		Set<Peer> peers = EnumSet.noneOf(Peer.class);
		for (String argument : arguments) {
			String value = argument.substring(argument.indexOf('=') + 1);
			if (argument.equals("--quick")) {
				quick = true;
			}
			else if (argument.startsWith("--operations=")) {
				operations = set(value, StorageOperation::of);
			}
			else if (argument.startsWith("--peers=")) {
				peers = set(value, Peer::of);
			}
			else {
				throw new IllegalArgumentException("Unknown option '" + argument + "'");
			}
		}
		return new RunSettings(quick, operations, peers);
	}

	private static <T> Set<T> set(String value, Function<String, T> of) {
		return Arrays.stream(value.split(",")).map(of).collect(Collectors.toSet());
	}

	/**
	 * Return whether everything is measured, for as long as figures need to be steady.
	 * @return whether the results are worth to be kept
	 */
	boolean isFull() {
		return !this.quick && this.operations.size() == StorageOperation.values().length && this.peers.isEmpty();
	}

	boolean measures(StorageOperation operation, Peer peer) {
		boolean takesPart = this.peers.isEmpty() ? Participants.of(operation, this.quick).contains(peer)
				: this.peers.contains(peer) && Participants.of(operation, false).contains(peer);
		return takesPart && this.operations.contains(operation);
	}

	int forks() {
		return this.quick ? 1 : 3;
	}

	/**
	 * Return how long to warm up. In a quick run, the code of small operations gets more
	 * of what little time there is, because it is all that they are made of.
	 * @param operation the operation
	 * @return how long
	 */
	Duration warmUp(StorageOperation operation) {
		if (this.quick) {
			return Duration.ofSeconds(operation.isLarge() ? 2 : 4);
		}
		return Duration.ofSeconds(24);
	}

	Duration time(StorageOperation operation) {
		if (this.quick) {
			return Duration.ofMillis(1500);
		}
		return Duration.ofSeconds(operation.isLarge() ? 6 : 5);
	}

	long largeSize() {
		return (this.quick ? 64 : 512) * MEBIBYTE;
	}

	/**
	 * Return how long one process may take beyond its warm-up and its measurement: for
	 * its start, and for the last operation of each, which may begin at the last moment.
	 * @return the time
	 */
	Duration slack() {
		return Duration.ofSeconds(this.quick ? 45 : 240);
	}

	/**
	 * Return how long all may take. What has not been measured by then counts as failed.
	 * @return the limit
	 */
	Duration limit() {
		return this.quick ? Duration.ofSeconds(280) : Duration.ofHours(5);
	}

}
