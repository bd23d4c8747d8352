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

import java.util.function.Supplier;

import io.grpc.stub.StreamObserver;

/**
 * Answers unary calls.
 */
final class Answers {

	private Answers() {
	}

	/**
	 * Do what a call asks for, and answer at once if that fails.
	 */
	static void attempt(StreamObserver<?> observer, Runnable work) {
		try {
			work.run();
		}
		catch (RuntimeException ex) {
			observer.onError(Failures.of(ex));
		}
	}

	/**
	 * Answer now.
	 */
	static <R> void answer(StreamObserver<R> observer, R response) {
		observer.onNext(response);
		observer.onCompleted();
	}

	/**
	 * Answer when a change is durable.
	 */
	static <R> FilaStore.Completion when(StreamObserver<R> observer, Supplier<R> response) {
		return (failure) -> {
			if (failure == null) {
				answer(observer, response.get());
			}
			else {
				observer.onError(Failures.of(failure));
			}
		};
	}

}
