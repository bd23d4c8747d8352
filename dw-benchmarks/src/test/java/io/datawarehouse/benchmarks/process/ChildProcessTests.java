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

package io.datawarehouse.benchmarks.process;

import java.io.IOException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChildProcess}.
 */
@Timeout(30)
class ChildProcessTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	@Test
	void exitCodeAndLastLinesAreKept() throws Exception {
		try (ChildProcess child = shell("for i in $(seq 1 300); do echo line $i; done; echo wrong >&2; exit 3")) {
			assertThat(child.waitFor(LIMIT)).isEqualTo(3);
			assertThat(child.lines()).hasSize(200).contains("line 300", "wrong").doesNotContain("line 1");
		}
	}

	@Test
	void childThatDoesNotEndIsKilled() throws Exception {
		try (ChildProcess child = shell("echo started; exec sleep 600")) {
			assertThat(child.awaitLine("started"::equals, LIMIT)).isEqualTo("started");
			assertThat(child.waitFor(Duration.ofMillis(10))).isNull();
		}
	}

	@Test
	void waitingForALineEndsWithTheOutput() throws Exception {
		try (ChildProcess child = shell("echo other")) {
			assertThat(child.awaitLine("wanted"::equals, LIMIT)).isNull();
		}
	}

	private static ChildProcess shell(String script) throws IOException {
		return ChildProcess.start(new ProcessBuilder("bash", "-c", script));
	}

}
