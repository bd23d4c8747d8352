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

package io.datawarehouse.benchmarks.fila;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.process.JavaCommand;
import io.datawarehouse.benchmarks.report.ClassPathVersions;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import io.datawarehouse.benchmarks.report.Machine;
import io.datawarehouse.benchmarks.report.MarkdownTable;

/**
 * The report of a run as Markdown.
 */
final class FilaReport {

	private final FilaSettings settings;

	private final FilaResults results;

	private final List<GoalOutcome> outcomes;

	FilaReport(FilaSettings settings, FilaResults results, List<GoalOutcome> outcomes) {
		this.settings = settings;
		this.results = results;
		this.outcomes = outcomes;
	}

	static String brief(Measurement measurement) {
		return format("%,9.0f messages/s, %5.0f us CPU and %,7.0f bytes allocated per message",
				measurement.operationsPerSecond(), measurement.cpuMicrosPerOperation(),
				measurement.allocatedPerOperation());
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("# Fila benchmark\n\n").append(conditions()).append('\n');
		text.append("## Goals\n\n").append(GoalOutcome.table(this.outcomes)).append('\n');
		text.append(GoalOutcome.summary(this.outcomes)).append("\n\n");
		text.append("## Figures\n\n").append(figures()).append('\n');
		text.append("## Latency, end to end\n\n").append(latencies()).append('\n');
		appendFailures(text);
		ClassPathVersions versions = ClassPathVersions.ofThisJvm();
		text.append("Versions: ")
			.append(versions.describe("grpc-netty-shaded"))
			.append(", ")
			.append(versions.describe("protobuf-java"))
			.append(", ")
			.append(versions.describe("h2"))
			.append(".\n\n");
		return text.toString();
	}

	private String conditions() {
		return """
				Made by `dw-benchmarks/run fila%s` on %s: %s; JDK %s, clients and broker forked with `%s`.

				- One embedded broker process for all of it, with its data on the disk and every answer after an fsync. It
				  shares the %d cores with the client that is measured.
				- Messages of %d bytes with two headers. Each figure is the median of %d forked JVM(s), interleaved.
				- The stub is the generated blocking stub, used as the official SDK does: headers and payload copied, a
				  thread per consumer that acks each message before it takes the next. Ten handlers are ten consumers.
				- Ours consumes by `AsyncFilaClient`: a message is acked when its handler is done, and the handler does not
				  wait for the answer. At most %d messages are in flight.
				"""
			.formatted(this.settings.quick() ? " --quick" : "", LocalDate.now(ZoneOffset.UTC), Machine.hardware(),
					Machine.jdk(), String.join(" ", JavaCommand.FLAGS), Machine.cores(), FilaWorker.PAYLOAD,
					this.settings.rounds(), DwFilaClient.MOST_IN_FLIGHT)
				+ (this.settings.quick() ? "- A quick run shows that all works. Its figures are not steady.\n" : "");
	}

	private MarkdownTable figures() {
		MarkdownTable table = new MarkdownTable("scenario", "client", "messages/s", "CPU us/message",
				"bytes allocated/message", "peak heap MB");
		for (FilaScenario scenario : FilaScenario.values()) {
			for (FilaPeer peer : FilaPeer.values()) {
				this.results.get(peer, scenario)
					.ifPresent((figures) -> table.row(scenario.label(), peer.label(),
							format("%,.0f", figures.operationsPerSecond()),
							format("%,.0f", figures.cpuMicrosPerOperation()),
							format("%,.0f", figures.allocatedPerOperation()),
							format("%.0f", figures.peakHeap() / 1e6)));
			}
		}
		return table;
	}

	private MarkdownTable latencies() {
		MarkdownTable table = new MarkdownTable("client", "p50 us", "p99 us");
		for (FilaPeer peer : FilaPeer.values()) {
			this.results.latency(peer, Latencies::p50)
				.ifPresent((p50) -> table.row(peer.label(), format("%,.0f", p50),
						format("%,.0f", this.results.latency(peer, Latencies::p99).orElse(Double.NaN))));
		}
		return table;
	}

	private void appendFailures(StringBuilder text) {
		for (FilaScenario scenario : FilaScenario.values()) {
			for (FilaPeer peer : FilaPeer.values()) {
				this.results.failure(peer, scenario)
					.ifPresent((reason) -> text
						.append("- failed: " + scenario.label() + ", " + peer.label() + ": " + reason + "\n"));
			}
		}
	}

	private static String format(String pattern, Object... values) {
		return String.format(Locale.ROOT, pattern, values);
	}

}
