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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RunJournal} and its files and lines.
 */
class RunJournalTests {

	private static final OutboxSettings LIMITS = new OutboxSettings(null, 10, 1000, 1_000_000, Duration.ofSeconds(1),
			Duration.ofSeconds(1), Duration.ofSeconds(1));

	@TempDir
	Path directory;

	@Test
	void nothingIsWrittenBeforeTheFirstRunAndNothingLeftAfterTheLast() {
		RunJournal journal = new RunJournal(this.directory);
		assertThat(files()).isEmpty();
		RunEntry entry = entry("a");
		journal.intent(entry);
		assertThat(files()).hasSize(1);
		journal.closed(entry, "delivered");
		journal.close();
		assertThat(files()).isEmpty();
	}

	@Test
	void openRunsAreAdoptedWithAllThatIsKnown() {
		try (RunJournal first = new RunJournal(this.directory)) {
			first.intent(entry("intent"));
			RunEntry started = entry("started");
			first.intent(started);
			started.setRunId("r-2");
			first.started(started);
			RunEntry owed = entry("owed");
			first.intent(owed);
			owed.setRunId("r-3");
			first.started(owed);
			owed.setCompletion(CompletionPayload.failed("because"));
			first.completion(owed);
			RunEntry done = entry("done");
			first.intent(done);
			first.closed(done, "delivered");
		}
		try (RunJournal second = new RunJournal(this.directory)) {
			List<RunEntry> adopted = second.adoptOrphans();
			assertThat(adopted).extracting(RunEntry::jobName).containsExactly("intent", "started", "owed");
			assertThat(adopted).extracting(RunEntry::runId).containsExactly(null, "r-2", "r-3");
			assertThat(adopted.get(0).idempotencyKey()).isEqualTo("key-intent");
			assertThat(adopted.get(0).metadata().path("a").asInt()).isEqualTo(1);
			assertThat(adopted.get(2).completion()).isEqualTo(CompletionPayload.failed("because"));
			assertThat(second.adoptOrphans()).isEmpty();
			assertThat(files()).hasSize(1);
			adopted.forEach((entry) -> second.closed(entry, "delivered"));
		}
		assertThat(files()).isEmpty();
	}

	@Test
	void adoptedRunsSurviveTheAdopter() {
		try (RunJournal first = new RunJournal(this.directory)) {
			first.intent(entry("a"));
		}
		try (RunJournal second = new RunJournal(this.directory)) {
			assertThat(second.adoptOrphans()).hasSize(1);
		}
		try (RunJournal third = new RunJournal(this.directory)) {
			assertThat(third.adoptOrphans()).extracting(RunEntry::jobName).containsExactly("a");
		}
	}

	@Test
	void journalInUseIsNotAdoptedAndStaysLocked() throws IOException {
		try (RunJournal first = new RunJournal(this.directory); RunJournal second = new RunJournal(this.directory)) {
			first.intent(entry("a"));
			assertThat(second.adoptOrphans()).isEmpty();
			assertThat(JournalFile.takeOver(this.directory.toRealPath().resolve(files().get(0).getFileName())))
				.isNull();
		}
	}

	/**
	 * The process may be killed at any byte: what was whole before is known, and nothing
	 * else.
	 */
	@Test
	void journalTornAtAnyByteIsRead() throws IOException {
		RunEntry done = entry("done");
		RunEntry open = entry("öpen");
		try (RunJournal journal = new RunJournal(this.directory)) {
			journal.intent(done);
			done.setRunId("r-1");
			journal.started(done);
			journal.intent(open);
			open.setRunId("r-2");
			journal.started(open);
			event(journal, done, "lost");
			event(journal, open, "ëvent");
			journal.closed(done, "delivered");
		}
		byte[] whole = Files.readAllBytes(files().get(0));
		int known = 0;
		for (int length = 0; length <= whole.length; length++) {
			Map<String, RunEntry> runs = openRuns(Arrays.copyOf(whole, length));
			assertThat(runs.keySet()).as("torn at %d", length).isSubsetOf(Set.of("ref-done", "ref-öpen"));
			assertThat(runs.values()).allMatch((entry) -> entry.runId() == null || entry.runId().startsWith("r-"));
			assertThat(runs.values()).flatExtracting(RunEntry::events)
				.extracting(OwedEvent::type)
				.isSubsetOf("lost", "ëvent");
			known = Math.max(known, runs.size());
		}
		assertThat(known).isEqualTo(2);
		assertThat(openRuns(whole).keySet()).containsExactly("ref-öpen");
	}

	@Test
	void linesOfANewerVersionArePassedOver() throws IOException {
		String lines = """
				{"v":2,"t":"heartbeat","ref":"x"}
				{"v":2,"t":"intent","ref":"x","job":"etl","key":"k","metadata":{},"more":[1]}
				{"v":2,"t":"progress","ref":"x","at":0.5}
				not json

				{"v":2,"t":"started","ref":"x","run":"r"}
				""";
		Map<String, RunEntry> runs = openRuns(lines.getBytes(StandardCharsets.UTF_8));
		assertThat(runs.get("x").runId()).isEqualTo("r");
		assertThat(runs.get("x").completion()).isNull();
	}

	@Test
	void deathBetweenTheStepsOfAnAdoptionDoublesNothing() throws IOException {
		try (RunJournal first = new RunJournal(this.directory)) {
			first.intent(entry("a"));
		}
		Path original = files().get(0);
		Files.copy(original, this.directory.resolve("runs-copy.jsonl"), StandardCopyOption.REPLACE_EXISTING);
		try (RunJournal second = new RunJournal(this.directory)) {
			assertThat(second.adoptOrphans()).hasSize(1);
			assertThat(files()).hasSize(1);
		}
	}

	@Test
	void journalStaysSmall() throws IOException {
		try (RunJournal journal = new RunJournal(this.directory, 2000)) {
			RunEntry open = entry("open");
			journal.intent(open);
			for (int i = 0; i < 500; i++) {
				RunEntry entry = entry("job-" + i);
				journal.intent(entry);
				journal.closed(entry, "delivered");
			}
			assertThat(files()).hasSize(1);
			assertThat(Files.size(files().get(0))).isLessThan(3000);
		}
		try (RunJournal next = new RunJournal(this.directory)) {
			assertThat(next.adoptOrphans()).extracting(RunEntry::jobName).containsExactly("open");
		}
	}

	@Test
	void eventsSurviveTheShrinkingAndTheProcess() {
		try (RunJournal journal = new RunJournal(this.directory, 2000)) {
			RunEntry open = entry("open");
			journal.intent(open);
			OwedEvent first = event(journal, open, "first");
			OwedEvent second = event(journal, open, "second");
			for (int i = 0; i < 100; i++) {
				OwedEvent event = event(journal, open, "passing");
				assertThat(journal.data(event)).isEqualTo(data("passing"));
				journal.sent(open, event);
			}
			assertThat(files()).singleElement().satisfies((file) -> assertThat(Files.size(file)).isLessThan(3000));
			assertThat(journal.data(second)).isEqualTo(data("second"));
			journal.sent(open, first);
			assertThat(journal.pendingEvents()).isEqualTo(1);
		}
		try (RunJournal next = new RunJournal(this.directory)) {
			RunEntry adopted = next.adoptOrphans().get(0);
			assertThat(adopted.events()).singleElement()
				.satisfies((event) -> assertThat(next.data(event)).isEqualTo(data("second")));
			assertThat(next.pendingEvents()).isEqualTo(1);
			assertThat(next.pendingBytes()).isPositive();
			next.closed(adopted, "delivered");
			assertThat(next.pendingEvents()).isZero();
			assertThat(next.pendingBytes()).isZero();
		}
		assertThat(files()).isEmpty();
	}

	@Test
	void eventsOfAnotherTargetOutliveTheEndOfTheRun() {
		try (RunJournal journal = new RunJournal(this.directory)) {
			RunEntry entry = entry("a");
			journal.intent(entry);
			entry.restore(journal.lineage(entry, "START", data("x")));
			journal.closed(entry, "delivered");
		}
		try (RunJournal next = new RunJournal(this.directory)) {
			RunEntry adopted = next.adoptOrphans().get(0);
			assertThat(adopted.isClosed()).isTrue();
			next.sent(adopted, adopted.events(OutboxTarget.LINEAGE).get(0));
		}
		assertThat(files()).isEmpty();
	}

	@Test
	void withoutADirectoryEventsStayInMemory() {
		try (RunJournal journal = new RunJournal(null)) {
			RunEntry entry = entry("a");
			journal.intent(entry);
			OwedEvent event = event(journal, entry, "x");
			assertThat(journal.data(event)).isEqualTo(data("x"));
			journal.sent(entry, event);
			assertThat(journal.pendingBytes()).isZero();
		}
	}

	private static OwedEvent event(RunJournal journal, RunEntry entry, String type) {
		OwedEvent event = journal.event(entry, type, data(type), LIMITS);
		assertThat(event).isNotNull();
		entry.restore(event);
		return event;
	}

	private static ObjectNode data(String type) {
		return DatlakeJson.object().put("type", type);
	}

	@Test
	void faultsOfTheDiskBreakNothing() throws IOException {
		Path file = Files.createFile(this.directory.resolve("no-directory"));
		try (RunJournal journal = new RunJournal(file)) {
			RunEntry entry = entry("a");
			journal.intent(entry);
			journal.completion(entry);
			journal.closed(entry, "delivered");
			assertThat(journal.adoptOrphans()).isEmpty();
		}
		assertThat(file).isRegularFile().isEmptyFile();
	}

	private Map<String, RunEntry> openRuns(byte[] content) throws IOException {
		Path file = Files.write(this.directory.resolve("content"), content).toRealPath();
		JournalReplay replay = new JournalReplay();
		try (JournalFile journal = JournalFile.takeOver(file)) {
			assertThat(journal).isNotNull();
			journal.readLines(replay);
		}
		return replay.openRuns();
	}

	private static RunEntry entry(String name) {
		return new RunEntry("ref-" + name, name, DatlakeJson.object().put("a", 1), "key-" + name);
	}

	private List<Path> files() {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
