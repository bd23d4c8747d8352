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

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * A part of a template that is made when it is needed first: an application need not wait
 * for its classes when it starts.
 *
 * @param <T> the type of the part
 */
final class Lazy<T extends SdkAutoCloseable> implements AutoCloseable {

	private final Supplier<T> supplier;

	// A monitor would pin a virtual thread before Java 24.
	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable T value;

	private boolean closed;

	Lazy(Supplier<T> supplier) {
		this.supplier = supplier;
	}

	/**
	 * Return the part, which may be closed already.
	 * @throws IllegalStateException if this was closed before the part was made
	 */
	T get() {
		T value = this.value;
		return (value != null) ? value : create();
	}

	private T create() {
		this.lock.lock();
		try {
			T value = this.value;
			if (value == null) {
				if (this.closed) {
					throw new IllegalStateException("The DataWarehouseTemplate is closed");
				}
				value = this.supplier.get();
				this.value = value;
			}
			return value;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Close the part if it was made, and make none later.
	 */
	@Override
	public void close() {
		this.lock.lock();
		try {
			this.closed = true;
			T value = this.value;
			if (value != null) {
				value.close();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

}
