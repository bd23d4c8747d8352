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

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Bounded buffer between a thread that writes and one that reads it as a stream. Unlike
 * that of the platform it tells the reader whether the writer was done or has failed.
 */
final class Pipe extends InputStream {

	private final byte[] buffer;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private int start;

	private int length;

	private boolean finished;

	private @Nullable IOException failure;

	private boolean readerGone;

	Pipe(int capacity) {
		this.buffer = new byte[capacity];
	}

	/**
	 * Write all bytes, waiting for space.
	 * @return {@code false} if the reader is gone, so that nobody wants them
	 */
	boolean write(byte[] bytes, int offset, int count) throws InterruptedIOException {
		int written = 0;
		this.lock.lock();
		try {
			while (written < count) {
				while (this.length == this.buffer.length && !this.readerGone) {
					await();
				}
				if (this.readerGone) {
					return false;
				}
				written += put(bytes, offset + written, count - written);
				this.changed.signalAll();
			}
			return !this.readerGone;
		}
		finally {
			this.lock.unlock();
		}
	}

	private int put(byte[] bytes, int offset, int count) {
		int end = (this.start + this.length) % this.buffer.length;
		int chunk = Math.min(Math.min(count, this.buffer.length - this.length), this.buffer.length - end);
		System.arraycopy(bytes, offset, this.buffer, end, chunk);
		this.length += chunk;
		return chunk;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xff;
	}

	@Override
	public int read(byte[] bytes, int offset, int count) throws IOException {
		Objects.checkFromIndexSize(offset, count, bytes.length);
		if (count == 0) {
			return 0;
		}
		this.lock.lock();
		try {
			while (this.length == 0 && !this.finished && this.failure == null) {
				await();
			}
			if (this.failure != null) {
				throw this.failure;
			}
			if (this.length == 0) {
				return -1;
			}
			int chunk = Math.min(Math.min(count, this.length), this.buffer.length - this.start);
			System.arraycopy(this.buffer, this.start, bytes, offset, chunk);
			this.start = (this.start + chunk) % this.buffer.length;
			this.length -= chunk;
			this.changed.signalAll();
			return chunk;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void await() throws InterruptedIOException {
		try {
			this.changed.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw (InterruptedIOException) new InterruptedIOException("The thread was interrupted").initCause(ex);
		}
	}

	/**
	 * Let the reader see the end after what is in the buffer.
	 */
	void finish() {
		change(() -> this.finished = true);
	}

	/**
	 * Let the reader fail at once.
	 */
	void fail(IOException failure) {
		change(() -> this.failure = failure);
	}

	/**
	 * Let the writer know that nobody reads any more.
	 */
	@Override
	public void close() {
		change(() -> this.readerGone = true);
	}

	private void change(Runnable change) {
		this.lock.lock();
		try {
			change.run();
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

}
