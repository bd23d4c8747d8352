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

package io.datawarehouse.embedded.junit;

import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Something that is made when it is asked for first.
 *
 * @param <T> the type of it
 */
final class Lazy<T extends AutoCloseable> {

	private final Supplier<T> supplier;

	private final Consumer<Exception> failures;

	private @Nullable T value;

	private boolean closed;

	Lazy(Supplier<T> supplier, Consumer<Exception> failures) {
		this.supplier = supplier;
		this.failures = failures;
	}

	synchronized T get() {
		Assert.state(!this.closed, "The embedded servers are closed");
		T value = this.value;
		if (value == null) {
			value = this.supplier.get();
			this.value = value;
		}
		return value;
	}

	synchronized void close() {
		this.closed = true;
		T value = this.value;
		this.value = null;
		if (value != null) {
			try {
				value.close();
			}
			catch (Exception ex) {
				this.failures.accept(ex);
			}
		}
	}

}
