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

/**
 * The memory that all uploads from streams of a template share for the parts that they
 * send at the same time. Each has one part besides, so that none has to wait.
 */
final class TransferMemory {

	private static final int SHARE_OF_HEAP = 8;

	private final long capacity;

	private long used;

	TransferMemory(long capacity) {
		this.capacity = capacity;
	}

	static TransferMemory ofHeap() {
		return new TransferMemory(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
	}

	synchronized boolean take(int bytes) {
		if (bytes > this.capacity - this.used) {
			return false;
		}
		this.used += bytes;
		return true;
	}

	synchronized void giveBack(long bytes) {
		this.used -= bytes;
	}

	synchronized long used() {
		return this.used;
	}

}
