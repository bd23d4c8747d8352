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

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Hands the entries of a listing over.
 */
final class Listed {

	private Listed() {
	}

	static <T> long forEach(Stream<T> entries, Consumer<? super T> action) {
		long[] count = new long[1];
		entries.forEachOrdered((entry) -> {
			if (Thread.currentThread().isInterrupted()) {
				throw new CancellationException("The listing was cancelled after " + count[0] + " entries");
			}
			action.accept(entry);
			count[0]++;
		});
		return count[0];
	}

}
