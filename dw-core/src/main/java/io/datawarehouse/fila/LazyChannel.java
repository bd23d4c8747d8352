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

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

import io.grpc.Channel;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import org.jspecify.annotations.Nullable;

/**
 * The channel of a connection, made when it is needed first: an application need not wait
 * for the classes of gRPC and Netty when it starts.
 */
final class LazyChannel {

	private final Supplier<ManagedChannel> channels;

	private final Function<ManagedChannel, Channel> calls;

	// A monitor would pin a virtual thread before Java 24.
	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable Made made;

	private volatile boolean closed;

	/**
	 * Create a channel for later.
	 * @param channels makes the channel
	 * @param calls adds to it what each call needs
	 */
	LazyChannel(Supplier<ManagedChannel> channels, Function<ManagedChannel, Channel> calls) {
		this.channels = channels;
		this.calls = calls;
	}

	ManagedChannel get() {
		return made().channel();
	}

	/**
	 * The channel that calls are made through.
	 */
	Channel calls() {
		return made().calls();
	}

	private Made made() {
		Made made = this.made;
		return (made != null) ? made : make();
	}

	private Made make() {
		this.lock.lock();
		try {
			Made made = this.made;
			if (made == null) {
				ManagedChannel channel = this.channels.get();
				if (this.closed) {
					// It then answers as one that was closed in use.
					channel.shutdown();
				}
				made = new Made(channel, this.calls.apply(channel));
				this.made = made;
			}
			return made;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * What the channel is doing, which is nothing before its first call.
	 */
	ConnectivityState state() {
		Made made = this.made;
		if (made != null) {
			return made.channel().getState(false);
		}
		return this.closed ? ConnectivityState.SHUTDOWN : ConnectivityState.IDLE;
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Take no more calls.
	 */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
			Made made = this.made;
			if (made != null) {
				made.channel().shutdown();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * A channel that was made.
	 */
	private record Made(ManagedChannel channel, Channel calls) {
	}

}
