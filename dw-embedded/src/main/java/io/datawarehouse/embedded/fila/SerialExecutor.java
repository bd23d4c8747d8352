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

package io.datawarehouse.embedded.fila;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after the other, in their order, on the threads of another executor.
 */
final class SerialExecutor implements Executor {

	private final Executor executor;

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private boolean running;

	SerialExecutor(Executor executor) {
		this.executor = executor;
	}

	@Override
	public synchronized void execute(Runnable task) {
		this.tasks.add(task);
		if (!this.running) {
			this.running = true;
			this.executor.execute(this::runNext);
		}
	}

	/**
	 * How many tasks wait.
	 */
	synchronized int size() {
		return this.tasks.size();
	}

	private void runNext() {
		Runnable task;
		synchronized (this) {
			task = this.tasks.remove();
		}
		try {
			task.run();
		}
		finally {
			synchronized (this) {
				this.running = !this.tasks.isEmpty();
				if (this.running) {
					this.executor.execute(this::runNext);
				}
			}
		}
	}

}
