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

package io.datawarehouse.benchmarks.measure;

/**
 * What a process spent between two moments.
 *
 * @param nanos wall time
 * @param cpuNanos CPU time of all its threads, in user and kernel mode
 * @param allocated bytes allocated on the heap
 * @since 1.0.0
 */
public record Spent(long nanos, long cpuNanos, long allocated) {

	/**
	 * Return what was spent since an earlier moment.
	 * @param earlier what had been spent then
	 * @return the difference
	 */
	public Spent since(Spent earlier) {
		return new Spent(this.nanos - earlier.nanos, this.cpuNanos - earlier.cpuNanos,
				this.allocated - earlier.allocated);
	}

}
