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

package io.datawarehouse.benchmarks.job;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import io.datawarehouse.benchmarks.process.JavaCommand;
import io.datawarehouse.benchmarks.report.ClassPathVersions;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import io.datawarehouse.benchmarks.report.Machine;
import io.datawarehouse.benchmarks.report.MarkdownTable;

/**
 * The report of a run as Markdown.
 */
final class JobsReport {

	private final JobsSettings settings;

	private final JobsResults results;

	private final List<GoalOutcome> outcomes;

	JobsReport(JobsSettings settings, JobsResults results, List<GoalOutcome> outcomes) {
		this.settings = settings;
		this.results = results;
		this.outcomes = outcomes;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("# Jobs benchmark\n\n").append(conditions()).append('\n');
		text.append("## Goals\n\n").append(GoalOutcome.table(this.outcomes)).append('\n');
		text.append(GoalOutcome.summary(this.outcomes)).append("\n\n");
		text.append("## Calls\n\n").append(calls()).append('\n');
		text.append("## Events while the catalog is away\n\n").append(events()).append('\n');
		text.append("## 1,000 runs in flight, and the embedded catalog\n\n").append(rates()).append('\n');
		for (JobsScenario scenario : JobsScenario.values()) {
			this.results.failure(scenario)
				.ifPresent((reason) -> text.append("- failed: " + scenario.label() + ": " + reason + "\n"));
		}
		ClassPathVersions versions = ClassPathVersions.ofThisJvm();
		text.append("Versions: ")
			.append(versions.describe("spring-web"))
			.append(", ")
			.append(versions.describe("jackson-databind"))
			.append(", ")
			.append(versions.describe("h2"))
			.append(".\n\n");
		return text.toString();
	}

	private String conditions() {
		return """
				Made by `dw-benchmarks/run jobs%s` on %s: %s; JDK %s, clients and catalog forked with `%s`.

				- Each figure is the median of %d forked JVM(s), interleaved, with the embedded catalog in a process of its own and
				  its data on the disk, on the same %d cores. Runs keep their journal in a state directory, as by default.
				- By hand means: Spring's `RestClient` on the JDK's HTTP client, JSON from string constants, no retry, no journal.
				- Answered in place means: by an HTTP client that answers in the thread of the caller without any network, so that only
				  the work above it is left.
				- Ways that are compared take turns of 20 calls in one JVM, after a warm-up as long as the measurement; runs
				  over the network are warmed up for six times as long, which is more than 10,000 times each way in a full run:
				  before, the compiler is not done with them.
				- CPU of the caller is what the thread of the job spends; the process adds the threads of the HTTP client.
				- Events are sent at 2,000/s with a heartbeat each 50 ms, in a run that was started before the catalog went away.
				- In flight: each run has noted 20 objects and told of its progress. The heap is that after three full collections,
				  beyond the same 1,000 threads without runs, and holds the connections of the HTTP client too.
				"""
			.formatted(this.settings.quick() ? " --quick" : "", LocalDate.now(ZoneOffset.UTC), Machine.hardware(),
					Machine.jdk(), String.join(" ", JavaCommand.FLAGS), this.settings.rounds(), Machine.cores())
				+ format("- Load average of the machine at the end: %.1f. Beyond its cores, others were at work too.\n",
						ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage())
				+ (this.settings.quick() ? "- A quick run shows that all works. Its figures are not steady.\n" : "");
	}

	private MarkdownTable calls() {
		MarkdownTable table = new MarkdownTable("call", "CPU us, caller", "CPU us, process", "us");
		addCall(table, "answered in place: start + complete by hand", JobsScenario.RUNS_ANSWERED_IN_PLACE,
				CallCost.BY_HAND);
		addCall(table, "answered in place: by DatlakeClient", JobsScenario.RUNS_ANSWERED_IN_PLACE, CallCost.BY_CLIENT);
		addCall(table, "answered in place: an empty run", JobsScenario.RUNS_ANSWERED_IN_PLACE, CallCost.TRACKED);
		addCall(table, "start + complete by hand, RestClient", JobsScenario.RUNS, CallCost.BY_HAND);
		addCall(table, "start + complete by DatlakeClient", JobsScenario.RUNS, CallCost.BY_CLIENT);
		addCall(table, "an empty run", JobsScenario.RUNS, CallCost.TRACKED);
		addCall(table, "latest snapshot by DatlakeClient", JobsScenario.LOOK_UPS, CallCost.BY_CLIENT);
		addCall(table, "latest snapshot in a run, noted as an input", JobsScenario.LOOK_UPS, CallCost.TRACKED);
		addCall(table, JobsScenario.NOTES.label(), JobsScenario.NOTES, CallCost.TRACKED);
		return table;
	}

	private void addCall(MarkdownTable table, String label, JobsScenario scenario, String way) {
		table.row(label, text(scenario, Figures.of(way, Figures.CALLER_MICROS), "%,.1f"),
				text(scenario, Figures.of(way, Figures.PROCESS_MICROS), "%,.0f"),
				text(scenario, Figures.of(way, Figures.WALL_MICROS), "%,.0f"));
	}

	private MarkdownTable events() {
		MarkdownTable table = new MarkdownTable("call", "p50 us", "p99 us", "longest us");
		for (JobsScenario scenario : List.of(JobsScenario.EVENTS_DOWN, JobsScenario.EVENTS_HANGING)) {
			table.row(scenario.label(), text(scenario, Figures.P50_MICROS, "%,.0f"),
					text(scenario, Figures.P99_MICROS, "%,.0f"), text(scenario, Figures.MAX_MICROS, "%,.0f"));
		}
		return table;
	}

	private MarkdownTable rates() {
		MarkdownTable table = new MarkdownTable("what", "runs/s", "heap bytes/run", "threads");
		for (JobsScenario scenario : List.of(JobsScenario.IN_FLIGHT, JobsScenario.CATALOG_1, JobsScenario.CATALOG_16)) {
			table.row(scenario.label(), text(scenario, Figures.PER_SECOND, "%,.0f"),
					text(scenario, Figures.HEAP_BYTES, "%,.0f"), text(scenario, Figures.THREADS, "%,.0f"));
		}
		return table;
	}

	private String text(JobsScenario scenario, String name, String pattern) {
		OptionalDouble figure = this.results.get(scenario, name);
		return figure.isPresent() ? format(pattern, figure.getAsDouble()) : "";
	}

	private static String format(String pattern, double value) {
		return String.format(Locale.ROOT, pattern, value);
	}

}
