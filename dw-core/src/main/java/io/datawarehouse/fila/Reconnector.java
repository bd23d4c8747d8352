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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;

/**
 * Keeps the pauses short in which a channel that cannot connect does not try again: left
 * to itself it soon waits for two minutes, long after the broker has come back. Calls
 * fail meanwhile, as they should.
 */
final class Reconnector {

	private static final long FIRST_MILLIS = 100;

	private final ManagedChannel channel;

	private final long longestMillis;

	private volatile long delayMillis;

	private Reconnector(ManagedChannel channel, long longestMillis) {
		this.channel = channel;
		this.longestMillis = longestMillis;
		this.delayMillis = Math.min(FIRST_MILLIS, longestMillis);
	}

	static void watch(ManagedChannel channel, long longestMillis) {
		new Reconnector(channel, longestMillis).look();
	}

	/**
	 * Called by one thread after the other: each look leads to exactly one more.
	 */
	private void look() {
		ConnectivityState state = this.channel.getState(false);
		switch (state) {
			case SHUTDOWN -> {
			}
			// It stays in this state, whatever it tries, until it is connected.
			case TRANSIENT_FAILURE -> tryAgainLater();
			default -> {
				if (state == ConnectivityState.READY) {
					this.delayMillis = Math.min(FIRST_MILLIS, this.longestMillis);
				}
				this.channel.notifyWhenStateChanged(state, this::look);
			}
		}
	}

	private void tryAgainLater() {
		long delay = this.delayMillis;
		this.delayMillis = Math.min(2 * delay, this.longestMillis);
		// Clients that lost the same broker must not all come back at once.
		long spread = delay - ThreadLocalRandom.current().nextLong(delay / 4 + 1);
		CompletableFuture.delayedExecutor(spread, TimeUnit.MILLISECONDS, Runnable::run).execute(() -> {
			this.channel.resetConnectBackoff();
			look();
		});
	}

}
