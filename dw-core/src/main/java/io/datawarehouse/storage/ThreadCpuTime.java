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

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * For how long the current thread has kept a processor busy.
 */
final class ThreadCpuTime {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final boolean SUPPORTED = THREADS.isCurrentThreadCpuTimeSupported()
			&& THREADS.isThreadCpuTimeEnabled();

	private ThreadCpuTime() {
	}

	/**
	 * Return the time.
	 * @return nanoseconds, always 0 where this is not known, as for virtual threads
	 */
	static long current() {
		try {
			return SUPPORTED ? Math.max(0, THREADS.getCurrentThreadCpuTime()) : 0;
		}
		catch (UnsupportedOperationException ex) {
			return 0;
		}
	}

}
