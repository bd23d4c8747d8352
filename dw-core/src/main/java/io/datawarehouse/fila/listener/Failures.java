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

package io.datawarehouse.fila.listener;

import java.util.concurrent.CompletionException;

import io.datawarehouse.fila.FilaDeadlineExceededException;
import io.datawarehouse.fila.FilaOverloadedException;
import io.datawarehouse.fila.FilaUnavailableException;

/**
 * What is asked of failures.
 */
final class Failures {

	private static final int LONGEST = 500;

	private Failures() {
	}

	static String describe(Throwable failure) {
		String text = failure.toString();
		return (text.length() <= LONGEST) ? text : text.substring(0, LONGEST) + "...";
	}

	static Throwable unwrap(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	/**
	 * Whether settling a message again may succeed. It does no harm, as a message is
	 * settled once.
	 */
	static boolean isTransient(Throwable failure) {
		return failure instanceof FilaUnavailableException || failure instanceof FilaDeadlineExceededException
				|| failure instanceof FilaOverloadedException;
	}

}
