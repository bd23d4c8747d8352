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

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

import io.datawarehouse.benchmarks.process.ChildProcess;
import io.datawarehouse.benchmarks.process.JavaCommand;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * The jobs benchmark: forks a JVM for each scenario, round by round, each round with a
 * catalog of its own, and holds the medians to the goals.
 *
 * @since 1.0.0
 */
public final class JobsBenchmark {

	private static final String ROOT = "dw.benchmarks.root";

	private static final int SHOWN_LINES = 15;

	private final JobsSettings settings;

	private final JobsResults results = new JobsResults();

	private JobsBenchmark(JobsSettings settings) {
		this.settings = settings;
	}

	/**
	 * Run the benchmark and print its report, whose last line counts the goals.
	 * @param arguments the options
	 * @throws IOException when the catalog or the report cannot be made
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static void run(List<String> arguments) throws IOException, InterruptedException {
		JobsSettings settings = JobsSettings.parse(arguments);
		JobsBenchmark benchmark = new JobsBenchmark(settings);
		for (int round = 1; round <= settings.rounds(); round++) {
			benchmark.measure(round);
		}
		List<GoalOutcome> outcomes = JobsGoals.check(benchmark.results);
		String report = new JobsReport(settings, benchmark.results, outcomes).toString();
		System.out.println();
		System.out.print(report);
		if (!settings.quick()) {
			write(report);
		}
		System.out.println(GoalOutcome.summary(outcomes));
	}

	private static void write(String report) throws IOException {
		Path file = Path.of(System.getProperty(ROOT, "."), "docs", "benchmarks-jobs.md");
		Files.createDirectories(file.getParent());
		Files.writeString(file, report);
		System.out.println("written to " + file.toAbsolutePath().normalize());
	}

	private void measure(int round) throws IOException, InterruptedException {
		Path folder = Files.createTempDirectory("dw-benchmarks-jobs-");
		try (CatalogProcess catalog = CatalogProcess.start(Files.createDirectory(folder.resolve("catalog")))) {
			for (JobsScenario scenario : JobsScenario.values()) {
				if (round == 1 || !scenario.isOnce()) {
					Path state = Files.createDirectory(folder.resolve(scenario.name()));
					String outcome = measure(scenario, catalog.url(), state);
					System.out.printf(Locale.ROOT, "[%d/%d] %-48s %s%n", round, this.settings.rounds(),
							scenario.label(), outcome);
				}
			}
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
	}

	private String measure(JobsScenario scenario, URI catalog, Path state) throws IOException, InterruptedException {
		JobsPlan plan = new JobsPlan(scenario, catalog, state, this.settings.warmUp(scenario),
				this.settings.time(scenario));
		try (ChildProcess child = ChildProcess.start(JavaCommand.of(JobsWorker.class, plan.toArguments()))) {
			return outcome(scenario, child.waitFor(this.settings.limit()), child.lines());
		}
	}

	private String outcome(JobsScenario scenario, @Nullable Integer exit, List<String> lines) {
		Optional<Figures> figures = lines.stream().filter(Figures::isLine).findFirst().map(Figures::parse);
		if (exit == null || exit != 0 || figures.isEmpty()) {
			lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size())
				.forEach((line) -> System.out.println("          " + line));
			String reason = (exit != null) ? "failed with exit code " + exit : "killed: not done in time";
			this.results.fail(scenario, reason);
			return reason;
		}
		this.results.add(scenario, figures.get());
		return figures.get()
			.values()
			.entrySet()
			.stream()
			.map((figure) -> String.format(Locale.ROOT, "%s %,.1f", figure.getKey(), figure.getValue()))
			.collect(Collectors.joining(", "));
	}

}
