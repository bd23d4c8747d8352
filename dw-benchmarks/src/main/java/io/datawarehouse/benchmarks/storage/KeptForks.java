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

package io.datawarehouse.benchmarks.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The file that keeps every finished fork, one line of JSON for each, so that a run that
 * was interrupted can be resumed and a part of it be measured again.
 */
final class KeptForks {

	private final Path file;

	private final List<FinishedFork> forks = new ArrayList<>();

	private boolean cut;

	private KeptForks(Path file) {
		this.file = file;
	}

	/**
	 * Read the file. A line that cannot be read, such as one that was being written when
	 * the machine was switched off, is as good as none.
	 * @param file the file, which need not exist
	 * @return what it keeps
	 * @throws IOException when it exists and cannot be read
	 */
	static KeptForks read(Path file) throws IOException {
		KeptForks kept = new KeptForks(file);
		if (Files.exists(file)) {
			String content = Files.readString(file);
			kept.cut = !content.isEmpty() && !content.endsWith("\n");
			content.lines().filter((line) -> !line.isBlank()).forEach(kept::parse);
		}
		return kept;
	}

	private void parse(String line) {
		try {
			this.forks.add(FinishedFork.parse(line));
		}
		catch (RuntimeException ex) {
			// No JSON, no date, or the name of something that is gone.
			System.err.println("not read from " + this.file + ": " + line);
		}
	}

	void append(FinishedFork fork) throws IOException {
		Files.createDirectories(this.file.toAbsolutePath().getParent());
		String line = (this.cut ? "\n" : "") + fork.toLine() + "\n";
		Files.write(this.file, line.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
				StandardOpenOption.APPEND);
		this.cut = false;
		this.forks.add(fork);
	}

	List<FinishedFork> forks() {
		return List.copyOf(this.forks);
	}

	/**
	 * Return the last run, to go on with it.
	 * @param commit what is measured now
	 * @return the run
	 * @throws IllegalArgumentException when there is none, or it measured something else
	 */
	Run last(String commit) {
		Run last = this.forks.stream()
			.map(FinishedFork::run)
			.max(Comparator.comparing(Run::start))
			.orElseThrow(() -> new IllegalArgumentException("There is no run to resume in " + this.file));
		if (!last.commit().equals(commit)) {
			throw new IllegalArgumentException("The run of " + last.start() + " measured commit " + last.commit()
					+ ", this is " + commit + ": start another one, without --resume");
		}
		return last;
	}

}
