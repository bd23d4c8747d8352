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

package io.datawarehouse.embedded.console;

/**
 * A request that the console refuses, with what the page is to show.
 */
final class ConsoleException extends RuntimeException {

	private final int status;

	ConsoleException(int status, String message) {
		super(message);
		this.status = status;
	}

	int status() {
		return this.status;
	}

	static ConsoleException badRequest(String message) {
		return new ConsoleException(400, message);
	}

	static ConsoleException notFound(String message) {
		return new ConsoleException(404, message);
	}

	static ConsoleException readOnly(String what) {
		return new ConsoleException(403, what + " is read-only here. Set dw.embedded.console.write=true to change it.");
	}

	static ConsoleException absent(String what) {
		return notFound("The console was given no " + what + " to show");
	}

}
