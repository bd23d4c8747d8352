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

package io.datawarehouse.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.benchmarks.process.ChildProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Revision}.
 */
class RevisionTests {

	@TempDir
	private Path directory;

	@Test
	void outsideOfARepositoryItIsNotKnown() throws Exception {
		assertThat(Revision.of(this.directory, "src")).isEqualTo("unknown");
	}

	@Test
	void changedSourcesAreToldAndOtherChangesAreNot() throws Exception {
		Files.createDirectories(this.directory.resolve("src"));
		write("src/a", "1");
		write("doc", "1");
		git("init", "--quiet");
		git("add", ".");
		git("-c", "user.name=n", "-c", "user.email=e", "commit", "--quiet", "-m", "m");
		assertThat(Revision.of(this.directory, "src")).matches("[0-9a-f]{7}");
		write("doc", "2");
		write("src/not-added", "1");
		assertThat(Revision.of(this.directory, "src")).matches("[0-9a-f]{7}");
		write("src/a", "2");
		assertThat(Revision.of(this.directory, "src")).matches("[0-9a-f]{7}-dirty");
	}

	private void write(String name, String content) throws IOException {
		Files.writeString(this.directory.resolve(name), content);
	}

	private void git(String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of("git", "-C", this.directory.toString()));
		command.addAll(List.of(arguments));
		try (ChildProcess git = ChildProcess.start(new ProcessBuilder(command))) {
			assertThat(git.waitFor(Duration.ofSeconds(60))).isZero();
		}
	}

}
