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

package io.datawarehouse.job;

/**
 * Closes a factory when the JVM is shut down.
 */
final class ShutdownHook {

	private final Thread thread;

	private boolean registered;

	private boolean done;

	ShutdownHook(JobContextFactory jobs) {
		this.thread = new Thread(jobs::close, "dw-jobs-shutdown");
	}

	synchronized void register() {
		if (!this.registered && !this.done) {
			this.registered = true;
			try {
				Runtime.getRuntime().addShutdownHook(this.thread);
			}
			catch (IllegalStateException ex) {
				// Too late: the JVM is going down.
				this.done = true;
			}
		}
	}

	synchronized void unregister() {
		if (this.registered && !this.done) {
			this.done = true;
			try {
				Runtime.getRuntime().removeShutdownHook(this.thread);
			}
			catch (IllegalStateException ex) {
				// The JVM is going down: perhaps it is this hook that runs.
			}
		}
	}

}
