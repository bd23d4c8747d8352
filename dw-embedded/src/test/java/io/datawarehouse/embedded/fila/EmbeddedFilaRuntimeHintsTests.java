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

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedFilaRuntimeHintsTests {

	@Test
	void sandboxIsInTheImage() {
		assertThat(LuaSandbox.class.getResource("sandbox.lua")).isNotNull();
		assertThat(RuntimeHintsPredicates.resource().forResource("io/datawarehouse/embedded/fila/sandbox.lua"))
			.accepts(hints(getClass().getClassLoader()));
	}

	@Test
	void libraryCanBeLookedUp() throws ClassNotFoundException {
		assertThat(RuntimeHintsPredicates.reflection().onType(Class.forName(LuaScripts.LIBRARY)))
			.accepts(hints(getClass().getClassLoader()));
	}

	private static RuntimeHints hints(ClassLoader classLoader) {
		RuntimeHints hints = new RuntimeHints();
		new EmbeddedFilaRuntimeHints().registerHints(hints, classLoader);
		return hints;
	}

}
