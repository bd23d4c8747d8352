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

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.process.JavaCommand;
import io.datawarehouse.benchmarks.report.ClassPathVersions;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import io.datawarehouse.benchmarks.report.Machine;
import io.datawarehouse.benchmarks.report.MarkdownTable;
import io.datawarehouse.benchmarks.storage.peer.Peer;

/**
 * The report of a run as Markdown.
 */
final class StorageReport {

	private static final double MEGABYTE = 1e6;

	private final RunSettings settings;

	private final StorageResults results;

	private final List<GoalOutcome> outcomes;

	StorageReport(RunSettings settings, StorageResults results, List<GoalOutcome> outcomes) {
		this.settings = settings;
		this.results = results;
		this.outcomes = outcomes;
	}

	/**
	 * Describe a measurement in one line.
	 * @param measurement the measurement
	 * @return the line
	 */
	static String brief(Measurement measurement) {
		return format("%,.1f ops/s, %,.1f MB/s, %,.0f us CPU/op, %.2f CPU s/GB, heap %.0f MB, RSS %.0f MB",
				measurement.operationsPerSecond(), measurement.megabytesPerSecond(),
				measurement.cpuMicrosPerOperation(), measurement.cpuSecondsPerGigabyte(),
				measurement.peakHeap() / MEGABYTE, measurement.peakRss() / MEGABYTE);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("# Storage benchmark\n\n");
		text.append(conditions()).append('\n');
		text.append("## Goals\n\n").append(goals()).append('\n');
		text.append(GoalOutcome.summary(this.outcomes)).append("\n\n");
		appendFailures(text);
		Arrays.stream(StorageOperation.values())
			.filter((operation) -> this.results.forks(operation) > 0)
			.forEach((operation) -> appendOperation(text, operation));
		text.append("## Versions\n\n").append(versions()).append('\n');
		return text.toString();
	}

	/**
	 * Rows that were measured at several commits name theirs.
	 */
	private MarkdownTable goals() {
		boolean several = this.results.commits(Arrays.asList(StorageOperation.values())).size() > 1;
		return several ? GoalOutcome.table(this.outcomes, "commit", StorageGoals.commits(this.results))
				: GoalOutcome.table(this.outcomes);
	}

	private String conditions() {
		return """
				Made by `dw-benchmarks/run storage%s` on %s: %s; JDK %s, forked with `%s`.

				- http on the loopback interface, to a server process that forgets what it is sent and serves what it is
				  asked for from memory, and sends no checksums. It shares the %d cores with the client that is measured.
				- Small objects by %d threads; large objects of %d MiB one at a time, from and to files in memory.
				- Slow link: 80 MB/s for each connection, 15 ms for each request.
				- Each figure is the median of up to %d forked JVM(s), interleaved with those of the other peers; peers that no
				  goal of an operation names have one. All figures of an operation are from one run, which is told above them.
				  Before each, %s of warm-up, three quarters of it by one thread so that the compiler gets a processor. A MB is 10^6 bytes.
				  Heap and RSS are the highest of the process, garbage included: of a large object by the end of the first
				  one that a new JVM moves, of small ones in the whole run.
				- The presigned URL of the JDK client is signed once. The tuned SDK client has the settings of
				  the template, on the SDK's own adapter to the same HTTP library.
				"""
			.formatted(this.settings.quick() ? " --quick" : "", LocalDate.now(ZoneOffset.UTC), Machine.hardware(),
					Machine.jdk(), String.join(" ", JavaCommand.FLAGS), Machine.cores(),
					StorageOperation.PUT_4K.threads(), this.settings.largeSize() / (1024 * 1024), this.settings.forks(),
					warmUp())
				+ (this.settings.quick()
						? "- A quick run shows that all works. Its figures are not steady, and its large "
								+ "objects are smaller than the goals say.\n"
						: "");
	}

	private String warmUp() {
		return Arrays.stream(StorageOperation.values())
			.map(this.settings::warmUp)
			.distinct()
			.map((duration) -> duration.toSeconds() + " s")
			.collect(Collectors.joining(" (small) or ")) + (this.settings.quick() ? " (large)" : "");
	}

	private void appendFailures(StringBuilder text) {
		StringBuilder failures = new StringBuilder();
		for (StorageOperation operation : StorageOperation.values()) {
			for (Peer peer : Peer.values()) {
				this.results.failure(peer, operation)
					.ifPresent((reason) -> failures
						.append("- " + operation.label() + ", " + peer.label() + ": " + reason + "\n"));
			}
		}
		if (!failures.isEmpty()) {
			text.append("## Failed\n\n").append(failures).append('\n');
		}
	}

	private void appendOperation(StringBuilder text, StorageOperation operation) {
		MarkdownTable table = new MarkdownTable("client", "ops/s", "MB/s", "CPU us/op", "CPU s/GB", "KB allocated/op",
				"peak heap MB", "peak RSS MB");
		for (Peer peer : Peer.values()) {
			Optional<Measurement> measurement = this.results.get(peer, operation);
			measurement.ifPresent((figures) -> table.row(peer.label(), format("%,.1f", figures.operationsPerSecond()),
					format("%,.1f", figures.megabytesPerSecond()), format("%,.0f", figures.cpuMicrosPerOperation()),
					format("%.2f", figures.cpuSecondsPerGigabyte()),
					(figures.allocatedPerOperation() > 0) ? format("%,.1f", figures.allocatedPerOperation() / 1e3) : "",
					format("%.0f", figures.peakHeap() / MEGABYTE), format("%.0f", figures.peakRss() / MEGABYTE)));
		}
		text.append("## ").append(operation.label()).append("\n\n");
		this.results.run(operation).ifPresent((run) -> text.append(origin(operation, run)).append("\n\n"));
		text.append(table).append('\n');
	}

	private String origin(StorageOperation operation, Run run) {
		LocalDate day = LocalDate.ofInstant(run.start(), ZoneOffset.UTC);
		String note = run.note().isEmpty() ? "" : " " + run.note();
		return "Commit `" + run.commit() + "`, " + day + ", medians of up to " + this.results.forks(operation)
				+ " fork(s)." + note;
	}

	private String versions() {
		ClassPathVersions versions = ClassPathVersions.ofThisJvm();
		return Arrays.stream(Peer.values())
			.filter((peer) -> !peer.artifacts().isEmpty())
			.map((peer) -> "- " + peer.label() + ": "
					+ peer.artifacts().stream().map(versions::describe).collect(Collectors.joining(", ")) + "\n")
			.collect(Collectors.joining());
	}

	private static String format(String pattern, Object... values) {
		return String.format(Locale.ROOT, pattern, values);
	}

}
