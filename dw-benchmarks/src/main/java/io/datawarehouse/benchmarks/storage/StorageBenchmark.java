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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.process.ChildProcess;
import io.datawarehouse.benchmarks.process.JavaCommand;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import io.datawarehouse.benchmarks.storage.peer.Peer;
import org.jspecify.annotations.Nullable;

/**
 * The storage benchmark: forks a JVM for each peer and operation, round by round, and
 * holds the medians to the goals.
 *
 * @since 1.0.0
 */
public final class StorageBenchmark {

	private static final String ROOT = "dw.benchmarks.root";

	private static final int SHOWN_LINES = 15;

	private static final Pattern REASON = Pattern.compile("Exception|Error|SIG[A-Z]{3,4}");

	private final RunSettings settings;

	private final StorageResults results = new StorageResults();

	private final long end;

	private StorageBenchmark(RunSettings settings) {
		this.settings = settings;
		this.end = System.nanoTime() + settings.limit().toNanos();
	}

	/**
	 * Run the benchmark and print its report, whose last line counts the goals.
	 * @param arguments the options
	 * @throws IOException when the server, the files or the report cannot be made
	 * @throws InterruptedException when this thread is interrupted
	 * @throws ExecutionException when the server does not answer
	 */
	public static void run(List<String> arguments) throws IOException, InterruptedException, ExecutionException {
		RunSettings settings = RunSettings.parse(arguments);
		StorageBenchmark benchmark = new StorageBenchmark(settings);
		benchmark.measure();
		List<GoalOutcome> outcomes = StorageGoals.check(benchmark.results);
		String report = new StorageReport(settings, benchmark.results, outcomes).toString();
		System.out.println();
		System.out.print(report);
		if (settings.isFull()) {
			write(report);
		}
		System.out.println(GoalOutcome.summary(outcomes));
	}

	private static void write(String report) throws IOException {
		Path file = Path.of(System.getProperty(ROOT, "."), "docs", "benchmarks.md");
		Files.createDirectories(file.getParent());
		Files.writeString(file, report);
		System.out.println("written to " + file.toAbsolutePath().normalize());
	}

	private void measure() throws IOException, InterruptedException, ExecutionException {
		List<Fork> forks = forks();
		System.out.println(forks.size() + " forks, about " + estimate(forks).toSeconds() + " seconds, at most "
				+ this.settings.limit().toSeconds());
		try (WorkDirectory directory = WorkDirectory.create(this.settings.largeSize()); Sinks sinks = Sinks.start()) {
			for (int index = 0; index < forks.size(); index++) {
				Fork fork = forks.get(index);
				String outcome = measure(fork, sinks, directory);
				System.out.printf(Locale.ROOT, "[%3d/%d] %-15s %-40s %s%n", index + 1, forks.size(),
						fork.operation().id(), fork.peer().label(), outcome);
			}
		}
	}

	/**
	 * Round by round, so that what else the machine does meets all peers alike. Peers
	 * that no goal names are in the first round only.
	 */
	private List<Fork> forks() {
		List<Fork> forks = new ArrayList<>();
		for (int round = 0; round < this.settings.forks(); round++) {
			for (StorageOperation operation : StorageOperation.values()) {
				Arrays.stream(Peer.values())
					.filter(taking(round, operation))
					.forEach((peer) -> forks.add(new Fork(peer, operation)));
			}
		}
		return forks;
	}

	private Predicate<Peer> taking(int round, StorageOperation operation) {
		return (peer) -> this.settings.measures(operation, peer)
				&& (round == 0 || Participants.of(operation, true).contains(peer));
	}

	private Duration estimate(List<Fork> forks) {
		return forks.stream()
			.map((fork) -> this.settings.warmUp(fork.operation())
				.plus(this.settings.time(fork.operation()))
				.plusSeconds(2))
			.reduce(Duration.ZERO, Duration::plus);
	}

	private String measure(Fork fork, Sinks sinks, WorkDirectory directory) throws IOException, InterruptedException {
		Duration left = Duration.ofNanos(this.end - System.nanoTime());
		if (left.isNegative()) {
			return fail(fork, "not measured: the time of the run is over");
		}
		WorkerPlan plan = new WorkerPlan(fork.peer(), fork.operation(),
				fork.operation().size(this.settings.largeSize()), sinks.port(fork.operation().link()),
				this.settings.warmUp(fork.operation()), this.settings.time(fork.operation()), directory.path());
		Duration wanted = plan.warmUp().plus(plan.time()).plus(this.settings.slack());
		ProcessBuilder command = JavaCommand.of(StorageWorker.class, plan.toArguments());
		// So that the error file of a crashed JVM is removed with the rest.
		command.directory(directory.path().toFile());
		try (ChildProcess child = ChildProcess.start(command)) {
			return outcome(fork, child.waitFor((left.compareTo(wanted) < 0) ? left : wanted), child.lines());
		}
	}

	private String outcome(Fork fork, @Nullable Integer exit, List<String> lines) {
		Optional<String> line = lines.stream().filter(Measurement::isLine).findFirst();
		if (exit != null && exit == 0 && line.isPresent()) {
			Measurement measurement = Measurement.parse(line.get());
			this.results.add(fork.peer(), fork.operation(), measurement);
			return StorageReport.brief(measurement);
		}
		printTail(lines);
		return fail(fork,
				(exit != null) ? "failed with exit code " + exit + reason(lines) : "killed: not done in time");
	}

	private String fail(Fork fork, String reason) {
		this.results.fail(fork.peer(), fork.operation(), reason);
		return reason;
	}

	private static String reason(List<String> lines) {
		return lines.stream()
			.filter((line) -> REASON.matcher(line).find())
			.findFirst()
			.map((line) -> ": " + line.strip())
			.orElse("");
	}

	private static void printTail(List<String> lines) {
		lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())
			.forEach((line) -> System.out.println("          " + line));
	}

	private record Fork(Peer peer, StorageOperation operation) {

	}

}
