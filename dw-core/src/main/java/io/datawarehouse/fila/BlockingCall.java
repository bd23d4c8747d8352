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

import java.util.concurrent.locks.LockSupport;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the one answer of a call. The answer is read on the thread of the transport,
 * and only its end wakes the thread up that waits.
 *
 * @param <R> the answer of the wire
 */
final class BlockingCall<R> extends ClientCall.Listener<R> {

	private final Thread waiter = Thread.currentThread();

	private @Nullable R response;

	private @Nullable Metadata trailers;

	private volatile @Nullable Status status;

	/**
	 * Make the call and wait for its end.
	 * @return how it ended, or {@code null} if it has not within the limit
	 * @throws InterruptedException if this thread is interrupted
	 */
	<Q> @Nullable Status exchange(ClientCall<Q, R> call, Q request, long limitNanos) throws InterruptedException {
		long end = System.nanoTime() + limitNanos;
		call.start(this, new Metadata());
		call.request(2);
		call.sendMessage(request);
		call.halfClose();
		Status status = this.status;
		while (status == null) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			long left = end - System.nanoTime();
			if (left <= 0) {
				return this.status;
			}
			LockSupport.parkNanos(this, left);
			status = this.status;
		}
		return status;
	}

	@Nullable R response() {
		return this.response;
	}

	@Nullable Metadata trailers() {
		return this.trailers;
	}

	@Override
	public void onMessage(R message) {
		this.response = message;
	}

	@Override
	public void onClose(Status status, Metadata trailers) {
		this.trailers = trailers;
		this.status = status;
		LockSupport.unpark(this.waiter);
	}

}
