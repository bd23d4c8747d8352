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
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import org.jspecify.annotations.Nullable;

/**
 * Stream whose bytes become an object when it is closed, and not before. After a failed
 * write, or {@link #abort()}, closing it publishes nothing. Up to 1 MiB is kept in memory
 * until then; beyond, a thread of this stream's own sends it part after part. For use by
 * one thread at a time.
 * <p>
 * A {@code try} statement closes the stream after any exception too: call
 * {@link #abort()} when the content could not be had, or use
 * {@link StreamOperations#write} which does so.
 *
 * @since 1.0.0
 */
public final class ObjectWriteStream extends OutputStream {

	static final int IN_MEMORY = 1024 * 1024;

	private static final int FIRST_BUFFER = 8 * 1024;

	private final StreamTarget target;

	private byte[] memory = new byte[FIRST_BUFFER];

	private int inMemory;

	private @Nullable Pipe pipe;

	private @Nullable FutureTask<StoredObject> upload;

	private @Nullable StoredObject stored;

	private boolean failed;

	private boolean closed;

	ObjectWriteStream(StreamTarget target) {
		this.target = target;
	}

	@Override
	public void write(int value) throws IOException {
		write(new byte[] { (byte) value }, 0, 1);
	}

	/**
	 * Take bytes of the content.
	 * @throws IOException if the stream is closed or aborted, or the thread is
	 * interrupted
	 * @throws StorageException if the store has refused what was written before
	 */
	@Override
	public void write(byte[] bytes, int offset, int length) throws IOException {
		Objects.checkFromIndexSize(offset, length, bytes.length);
		if (this.closed || this.failed) {
			throw new IOException("The content of " + this.target.uri() + " was closed, aborted or has failed");
		}
		if (this.pipe == null && length <= IN_MEMORY - this.inMemory) {
			keep(bytes, offset, length);
			return;
		}
		send((this.pipe != null) ? this.pipe : startUpload(), bytes, offset, length);
	}

	private void keep(byte[] bytes, int offset, int length) {
		if (length > this.memory.length - this.inMemory) {
			byte[] larger = new byte[Math.min(IN_MEMORY, Math.max(2 * this.memory.length, this.inMemory + length))];
			System.arraycopy(this.memory, 0, larger, 0, this.inMemory);
			this.memory = larger;
		}
		System.arraycopy(bytes, offset, this.memory, this.inMemory, length);
		this.inMemory += length;
	}

	private Pipe startUpload() throws IOException {
		Pipe started = new Pipe(IN_MEMORY);
		FutureTask<StoredObject> task = new FutureTask<>(() -> {
			try (started) {
				return this.target.store(started);
			}
		});
		this.pipe = started;
		this.upload = task;
		this.target.start(task);
		send(started, this.memory, 0, this.inMemory);
		this.memory = new byte[0];
		return started;
	}

	private void send(Pipe to, byte[] bytes, int offset, int length) throws IOException {
		try {
			if (!to.write(bytes, offset, length)) {
				this.failed = true;
				result();
			}
		}
		catch (InterruptedIOException ex) {
			abort();
			throw ex;
		}
	}

	/**
	 * Publish the object, unless a write has failed or the stream was aborted.
	 * @throws IOException if the thread is interrupted; nothing is stored then
	 * @throws StorageException if the store refuses the object
	 */
	@Override
	public void close() throws IOException {
		if (this.closed) {
			return;
		}
		this.closed = true;
		this.target.closed(this);
		if (this.failed) {
			return;
		}
		if (this.pipe == null) {
			this.failed = true;
			this.stored = this.target.store(this.memory, this.inMemory);
			this.failed = false;
			return;
		}
		this.pipe.finish();
		this.stored = result();
	}

	/**
	 * Store nothing: what was sent is removed from the store, and closing the stream does
	 * nothing more. Does nothing after the stream was closed.
	 */
	public void abort() {
		boolean sending = !this.failed && !this.closed;
		this.failed = true;
		this.closed = true;
		this.target.closed(this);
		Pipe open = this.pipe;
		FutureTask<StoredObject> task = this.upload;
		if (sending && open != null && task != null) {
			open.fail(new IOException("the writer gave up"));
			awaitEnd(task);
		}
	}

	private static void awaitEnd(FutureTask<StoredObject> task) {
		// What was sent has to be gone before the caller goes on.
		boolean interrupted = Thread.interrupted();
		try {
			task.get();
		}
		catch (ExecutionException ex) {
			// It is meant to fail.
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private StoredObject result() throws IOException {
		FutureTask<StoredObject> task = this.upload;
		if (task == null) {
			throw new IllegalStateException("Nothing was sent to " + this.target.uri());
		}
		try {
			return task.get();
		}
		catch (ExecutionException ex) {
			this.failed = true;
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw new IOException("The content of " + this.target.uri() + " could not be stored", ex.getCause());
		}
		catch (InterruptedException ex) {
			this.failed = true;
			task.cancel(true);
			Thread.currentThread().interrupt();
			throw (InterruptedIOException) new InterruptedIOException("The thread was interrupted").initCause(ex);
		}
	}

	/**
	 * What the store tells of the object.
	 * @return the object
	 * @throws IllegalStateException if the object is not published
	 */
	public StoredObject stored() {
		StoredObject result = this.stored;
		if (result == null) {
			throw new IllegalStateException("The content of " + this.target.uri() + " is not stored");
		}
		return result;
	}

}
