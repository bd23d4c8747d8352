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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.benchmarks.process.ChildProcess;

/**
 * Tells which commit is measured.
 *
 * @since 1.0.0
 */
public final class Revision {

	private static final String UNKNOWN = "unknown";

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private Revision() {
	}

	/**
	 * Return the commit of a working tree.
	 * @param root the directory of the working tree
	 * @param sources what is built from it, relative to the directory
	 * @return the short name of the commit, with {@code -dirty} when the sources differ
	 * from it, or {@code unknown} outside a repository
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static String of(Path root, String... sources) throws InterruptedException {
		List<String> head = git(root, "rev-parse", "--short=7", "HEAD");
		if (head.size() != 1) {
			return UNKNOWN;
		}
		List<String> status = new ArrayList<>(List.of("status", "--porcelain", "--untracked-files=no", "--"));
		status.addAll(List.of(sources));
		return head.get(0) + (git(root, status.toArray(String[]::new)).isEmpty() ? "" : "-dirty");
	}

	private static List<String> git(Path root, String... arguments) throws InterruptedException {
		List<String> command = new ArrayList<>(List.of("git", "-C", root.toString()));
		command.addAll(List.of(arguments));
		try (ChildProcess git = ChildProcess.start(new ProcessBuilder(command))) {
			Integer exit = git.waitFor(LIMIT);
			return (exit != null && exit == 0) ? git.lines() : List.of();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

}
