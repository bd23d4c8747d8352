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

package io.datawarehouse.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one transfer is, told to its listener at a bounded rate.
 */
final class TransferProgress {

	private static final Logger logger = LoggerFactory.getLogger(TransferProgress.class);

	private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

	private final Transfer transfer;

	private final TransferListener listener;

	private final AtomicLong bytes = new AtomicLong();

	private final AtomicLong nextTold = new AtomicLong(System.nanoTime());

	private final AtomicInteger parts = new AtomicInteger();

	// What each request has moved, to be taken back when it is made again.
	private final Map<String, AtomicLong> requests = new HashMap<>();

	TransferProgress(Transfer transfer, TransferListener listener) {
		this.transfer = transfer;
		this.listener = listener;
	}

	/**
	 * Begin to count what a request moves.
	 * @param request what is the same in all attempts of it
	 */
	AtomicLong begin(String request) {
		AtomicLong counted = new AtomicLong();
		synchronized (this.requests) {
			AtomicLong before = this.requests.put(request, counted);
			if (before != null) {
				this.bytes.addAndGet(-before.get());
			}
		}
		return counted;
	}

	void moved(AtomicLong request, long count) {
		request.addAndGet(count);
		long total = this.bytes.addAndGet(count);
		long now = System.nanoTime();
		long next = this.nextTold.get();
		if (now - next >= 0 && this.nextTold.compareAndSet(next, now + INTERVAL)) {
			tell((to) -> to.bytes(this.transfer, total));
		}
	}

	void part() {
		int count = this.parts.incrementAndGet();
		tell((to) -> to.part(this.transfer, count));
	}

	void started() {
		tell((to) -> to.started(this.transfer));
	}

	void completed(long size) {
		Transfer ended = new Transfer(this.transfer.direction(), this.transfer.uri(), this.transfer.file(), size);
		tell((to) -> {
			to.bytes(ended, size);
			to.completed(ended);
		});
	}

	void failed(Throwable failure) {
		tell((to) -> to.failed(this.transfer, failure));
	}

	private void tell(Consumer<TransferListener> event) {
		try {
			event.accept(this.listener);
		}
		catch (RuntimeException ex) {
			logger.warn("Listener {} of the transfer of {} failed: {}", this.listener, this.transfer.uri(),
					ex.toString());
		}
	}

}
