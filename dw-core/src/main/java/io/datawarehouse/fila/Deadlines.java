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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Ends the calls of a connection that take too long. All have the same limit, so the
 * first to begin is the first to be late, and one alarm is enough for all of them. A
 * deadline of gRPC costs a timer for each call, which is held until it is due though the
 * call ended long before.
 */
final class Deadlines {

	private final long nanos;

	private @Nullable Timed first;

	private @Nullable Timed last;

	private boolean alarmed;

	Deadlines(long nanos) {
		this.nanos = nanos;
	}

	long nanos() {
		return this.nanos;
	}

	/**
	 * Watch a call from now on.
	 */
	void add(Timed call) {
		boolean alarm;
		synchronized (this) {
			call.due = System.nanoTime() + this.nanos;
			call.before = this.last;
			if (this.last != null) {
				this.last.after = call;
			}
			else {
				this.first = call;
			}
			this.last = call;
			call.listed = true;
			alarm = !this.alarmed;
			this.alarmed = true;
		}
		if (alarm) {
			alarm(this.nanos);
		}
	}

	/**
	 * The call has ended.
	 */
	synchronized void remove(Timed call) {
		if (!call.listed) {
			return;
		}
		call.listed = false;
		Timed before = call.before;
		Timed after = call.after;
		if (before != null) {
			before.after = after;
		}
		else {
			this.first = after;
		}
		if (after != null) {
			after.before = before;
		}
		else {
			this.last = before;
		}
		call.before = null;
		call.after = null;
	}

	private void alarm(long delay) {
		CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, Runnable::run).execute(this::look);
	}

	private void look() {
		List<Timed> late = new ArrayList<>();
		long next;
		synchronized (this) {
			long now = System.nanoTime();
			for (Timed call = this.first; call != null && call.due - now <= 0; call = this.first) {
				remove(call);
				late.add(call);
			}
			this.alarmed = this.first != null;
			next = (this.first != null) ? this.first.due - now : 0;
		}
		if (next > 0) {
			alarm(next);
		}
		late.forEach(Timed::expire);
	}

	/**
	 * What is watched.
	 */
	abstract static class Timed {

		private @Nullable Timed before;

		private @Nullable Timed after;

		private long due;

		private boolean listed;

		/**
		 * It takes too long. Called on a thread that must not be blocked.
		 */
		abstract void expire();

	}

}
