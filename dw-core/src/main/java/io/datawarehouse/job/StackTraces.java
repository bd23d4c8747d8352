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

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Writes where a job failed.
 */
final class StackTraces {

	private static final int MAX_LENGTH = 20_000;

	private StackTraces() {
	}

	/**
	 * The stack trace of a failure, cut if it is very long.
	 */
	static String of(Throwable failure) {
		StringWriter text = new StringWriter();
		failure.printStackTrace(new PrintWriter(text));
		return text.getBuffer().substring(0, Math.min(text.getBuffer().length(), MAX_LENGTH));
	}

}
