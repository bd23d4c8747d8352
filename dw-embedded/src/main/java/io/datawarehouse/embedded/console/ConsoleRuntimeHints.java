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

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Hints for native images that have the console in them: the files its pages are made of.
 *
 * @since 1.0.0
 */
public final class ConsoleRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		for (String file : new String[] { "*.html", "*.css", "*.svg", "js/*.js" }) {
			hints.resources().registerPattern("io/datawarehouse/embedded/console/" + file);
		}
		hints.resources().registerPattern(ConsolePages.GRAPH_LIBRARY_VERSION);
		hints.resources().registerPattern(ConsolePages.GRAPH_LIBRARY.formatted("*"));
	}

}
