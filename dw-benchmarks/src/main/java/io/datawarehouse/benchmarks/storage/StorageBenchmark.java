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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import io.datawarehouse.benchmarks.report.Revision;
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

	private static final String[] SOURCES = { "pom.xml", "dw-core/pom.xml", "dw-core/src/main", "dw-benchmarks/pom.xml",
			"dw-benchmarks/src/main" };

	private final RunSettings settings;

	private final KeptForks kept;

	private final Run run;

	private final List<FinishedFork> finished = new ArrayList<>();

	private final long end;

	private StorageBenchmark(RunSettings settings, KeptForks kept, Run run) {
		this.settings = settings;
		this.kept = kept;
		this.run = run;
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
		Path root = Path.of(System.getProperty(ROOT, "."));
		KeptForks kept = KeptForks.read(root.resolve("dw-benchmarks/target/storage-forks.jsonl"));
		if (settings.mode() != RunSettings.Mode.REPORT) {
			StorageBenchmark benchmark = new StorageBenchmark(settings, kept, run(settings, kept, root));
			benchmark.measure();
			report(settings, settings.isKept() ? kept.forks() : benchmark.finished, root);
		}
		else {
			report(settings, kept.forks(), root);
		}
	}

	private static Run run(RunSettings settings, KeptForks kept, Path root) throws InterruptedException {
		String commit = Revision.of(root, SOURCES);
		return settings.resume() ? kept.last(commit)
				: new Run(Instant.now().truncatedTo(ChronoUnit.SECONDS), commit, settings.note());
	}

	private static void report(RunSettings settings, List<FinishedFork> forks, Path root) throws IOException {
		StorageResults results = StorageResults.of(forks);
		List<GoalOutcome> outcomes = StorageGoals.check(results);
		String report = new StorageReport(settings, results, outcomes).toString();
		System.out.println();
		System.out.print(report);
		if (settings.mode() == RunSettings.Mode.REPORT || (settings.isKept() && results.isComplete())) {
			write(report, root.resolve("docs/benchmarks.md"));
		}
		System.out.println(GoalOutcome.summary(outcomes));
	}

	private static void write(String report, Path file) throws IOException {
		Files.createDirectories(file.toAbsolutePath().getParent());
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
			int number = round;
			for (StorageOperation operation : StorageOperation.values()) {
				Arrays.stream(Peer.values())
					.filter(taking(round, operation))
					.map((peer) -> new Fork(peer, operation, number))
					.filter((fork) -> !isFinished(fork))
					.forEach(forks::add);
			}
		}
		return forks;
	}

	/**
	 * Only a run that is resumed has any when it begins. What failed is measured again:
	 * perhaps it was killed with the run.
	 */
	private boolean isFinished(Fork fork) {
		return this.settings.resume() && this.kept.forks()
			.stream()
			.anyMatch((other) -> other.figures() != null && other.run().start().equals(this.run.start())
					&& other.peer() == fork.peer() && other.operation() == fork.operation()
					&& other.round() == fork.round());
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
			return tooLate(fork);
		}
		Instant start = Instant.now();
		WorkerPlan plan = new WorkerPlan(fork.peer(), fork.operation(),
				fork.operation().size(this.settings.largeSize()), sinks.port(fork.operation().link()),
				this.settings.warmUp(fork.operation()), this.settings.time(fork.operation()), directory.path());
		Duration wanted = plan.warmUp().plus(plan.time()).plus(this.settings.slack());
		ProcessBuilder command = JavaCommand.of(StorageWorker.class, plan.toArguments());
		// So that the error file of a crashed JVM is removed with the rest.
		command.directory(directory.path().toFile());
		try (ChildProcess child = ChildProcess.start(command)) {
			Integer exit = child.waitFor((left.compareTo(wanted) < 0) ? left : wanted);
			return outcome(fork, start, exit, child.lines());
		}
	}

	private String outcome(Fork fork, Instant start, @Nullable Integer exit, List<String> lines) throws IOException {
		Optional<String> line = lines.stream().filter(Measurement::isLine).findFirst();
		if (exit != null && exit == 0 && line.isPresent()) {
			Measurement measurement = Measurement.parse(line.get());
			finish(fork, start, measurement, null);
			return StorageReport.brief(measurement);
		}
		printTail(lines);
		String failure = (exit != null) ? "failed with exit code " + exit + reason(lines) : "killed: not done in time";
		finish(fork, start, null, failure);
		return failure;
	}

	/**
	 * What the time did not suffice for is not kept, so that the run can be resumed.
	 */
	private String tooLate(Fork fork) {
		String reason = "not measured: the time of the run is over";
		this.finished
			.add(new FinishedFork(this.run, fork.operation(), fork.peer(), fork.round(), Instant.now(), null, reason));
		return reason;
	}

	private void finish(Fork fork, Instant start, @Nullable Measurement figures, @Nullable String failure)
			throws IOException {
		FinishedFork done = new FinishedFork(this.run, fork.operation(), fork.peer(), fork.round(), start, figures,
				failure);
		this.finished.add(done);
		if (this.settings.isKept()) {
			this.kept.append(done);
		}
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

	private record Fork(Peer peer, StorageOperation operation, int round) {

	}

}
