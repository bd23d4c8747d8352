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

import java.util.List;

/**
 * Names that somebody may have chosen to do harm, or not.
 */
final class HostileNames {

	static final String SCRIPT = "<script>alert('x')</script>";

	static final String IMAGE = "\"><img src=x onerror=alert(1)>";

	static final String PARENT = "..";

	/**
	 * Hebrew, and a sign that turns around what follows.
	 */
	static final String RIGHT_TO_LEFT = "\u05e9\u05dc\u05d5\u05dd\u202egpj.exe";

	static final String LONG = "n".repeat(1000);

	static final String MIXED = "a b+c%20&d=e#f?g;h\\i'j\u00e9\ud83d\ude00";

	static final List<String> ALL = List.of(SCRIPT, IMAGE, PARENT, RIGHT_TO_LEFT, LONG, MIXED);

	private HostileNames() {
	}

}
