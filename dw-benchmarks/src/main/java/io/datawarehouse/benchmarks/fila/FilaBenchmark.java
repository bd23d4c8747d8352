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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.process.ChildProcess;
import io.datawarehouse.benchmarks.process.JavaCommand;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import io.datawarehouse.fila.FilaAdmin;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The Fila benchmark: forks a JVM for each peer and scenario, round by round, against one
 * broker process, and holds the medians to the goals.
 *
 * @since 1.0.0
 */
public final class FilaBenchmark {

	private static final String ROOT = "dw.benchmarks.root";

	private static final int SHOWN_LINES = 15;

	private final FilaSettings settings;

	private final FilaResults results = new FilaResults();

	private FilaBenchmark(FilaSettings settings) {
		this.settings = settings;
	}

	/**
	 * Run the benchmark and print its report, whose last line counts the goals.
	 * @param arguments the options
	 * @throws IOException when the broker or the report cannot be made
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static void run(List<String> arguments) throws IOException, InterruptedException {
		FilaSettings settings = FilaSettings.parse(arguments);
		FilaBenchmark benchmark = new FilaBenchmark(settings);
		benchmark.measure();
		List<GoalOutcome> outcomes = FilaGoals.check(benchmark.results);
		String report = new FilaReport(settings, benchmark.results, outcomes).toString();
		System.out.println();
		System.out.print(report);
		if (settings.isFull()) {
			write(report);
		}
		System.out.println(GoalOutcome.summary(outcomes));
	}

	private static void write(String report) throws IOException {
		Path file = Path.of(System.getProperty(ROOT, "."), "docs", "benchmarks-fila.md");
		Files.createDirectories(file.getParent());
		Files.writeString(file, report);
		System.out.println("written to " + file.toAbsolutePath().normalize());
	}

	private void measure() throws IOException, InterruptedException {
		List<Fork> forks = forks();
		Path folder = Files.createTempDirectory("dw-benchmarks-fila-");
		try (BrokerProcess broker = BrokerProcess.start(folder);
				FilaAdmin admin = FilaAdmin.builder().address(broker.address()).build()) {
			warmUp(broker, admin);
			for (int index = 0; index < forks.size(); index++) {
				Fork fork = forks.get(index);
				String queue = "benchmark-" + index;
				admin.createQueue(queue);
				String outcome = measure(fork, broker.address(), queue);
				admin.deleteQueue(queue);
				System.out.printf(Locale.ROOT, "[%3d/%d] %-18s %-14s %s%n", index + 1, forks.size(),
						fork.scenario().id(), fork.peer().label(), outcome);
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
	}

	/**
	 * Let the broker's code be compiled, or it would be slow to those that come first.
	 */
	private void warmUp(BrokerProcess broker, FilaAdmin admin) throws IOException, InterruptedException {
		for (FilaPeer peer : FilaPeer.values()) {
			String queue = "warm-up-" + peer.id();
			admin.createQueue(queue);
			FilaPlan plan = new FilaPlan(peer, FilaScenario.CONSUME_MANY, broker.address(), queue,
					this.settings.warmUp(), this.settings.time(), this.settings.messages(FilaScenario.CONSUME_MANY));
			try (ChildProcess child = ChildProcess.start(JavaCommand.of(FilaWorker.class, plan.toArguments()))) {
				child.waitFor(this.settings.limit());
			}
			admin.deleteQueue(queue);
		}
	}

	/**
	 * Round by round, so that what else the machine does meets all peers alike, and each
	 * of them first in turn.
	 */
	private List<Fork> forks() {
		List<Fork> forks = new ArrayList<>();
		for (int round = 0; round < this.settings.rounds(); round++) {
			for (FilaScenario scenario : FilaScenario.values()) {
				List<FilaPeer> peers = new ArrayList<>(List.of(FilaPeer.values()));
				if (round % 2 == 1) {
					Collections.reverse(peers);
				}
				for (FilaPeer peer : peers) {
					if (this.settings.measures(scenario, peer)) {
						forks.add(new Fork(peer, scenario));
					}
				}
			}
		}
		return forks;
	}

	private String measure(Fork fork, String address, String queue) throws IOException, InterruptedException {
		FilaPlan plan = new FilaPlan(fork.peer(), fork.scenario(), address, queue, this.settings.warmUp(),
				this.settings.time(), this.settings.messages(fork.scenario()));
		try (ChildProcess child = ChildProcess.start(JavaCommand.of(FilaWorker.class, plan.toArguments()))) {
			return outcome(fork, child.waitFor(this.settings.limit()), child.lines());
		}
	}

	private String outcome(Fork fork, @Nullable Integer exit, List<String> lines) {
		Optional<Measurement> measurement = lines.stream()
			.filter(Measurement::isLine)
			.findFirst()
			.map(Measurement::parse);
		if (exit == null || exit != 0 || measurement.isEmpty()) {
			lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())
				.forEach((line) -> System.out.println("          " + line));
			String reason = (exit != null) ? "failed with exit code " + exit : "killed: not done in time";
			this.results.fail(fork.peer(), fork.scenario(), reason);
			return reason;
		}
		Optional<Latencies> latencies = lines.stream().filter(Latencies::isLine).findFirst().map(Latencies::parse);
		this.results.add(fork.peer(), fork.scenario(), measurement.get(), latencies);
		return FilaReport.brief(measurement.get()) + latencies
			.map((each) -> String.format(Locale.ROOT, ", p50 %,.0f us, p99 %,.0f us", each.p50(), each.p99()))
			.orElse("");
	}

	private record Fork(FilaPeer peer, FilaScenario scenario) {

	}

}
