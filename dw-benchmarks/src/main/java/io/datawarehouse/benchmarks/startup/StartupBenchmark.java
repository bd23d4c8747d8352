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

package io.datawarehouse.benchmarks.startup;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

import io.datawarehouse.benchmarks.process.ChildProcess;
import io.datawarehouse.benchmarks.report.GoalOutcome;
import io.datawarehouse.benchmarks.report.Machine;
import io.datawarehouse.benchmarks.report.MarkdownTable;

import org.springframework.util.FileSystemUtils;

/**
 * The start-up benchmark: starts an empty web application and the same with the starter
 * in turns, each in a JVM of its own, and holds the difference of the medians to the
 * goals.
 *
 * @since 1.0.0
 */
public final class StartupBenchmark {

	private static final String ROOT = "dw.benchmarks.root";

	private static final Duration LIMIT = Duration.ofMinutes(1);

	private final StartupSettings settings;

	private final StartupCommand command;

	private final StartupResults results = new StartupResults();

	private StartupBenchmark(StartupSettings settings, StartupCommand command) {
		this.settings = settings;
		this.command = command;
	}

	/**
	 * Run the benchmark and print its report, whose last line counts the goals.
	 * @param arguments the options
	 * @throws IOException when an application cannot be started
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static void run(List<String> arguments) throws IOException, InterruptedException {
		StartupSettings settings = StartupSettings.parse(arguments);
		Path classes = Path.of(System.getProperty(ROOT, "."), "dw-benchmarks", "target", "classes").toAbsolutePath();
		Path folder = Files.createTempDirectory("dw-benchmarks-startup-");
		try {
			StartupBenchmark benchmark = new StartupBenchmark(settings, new StartupCommand(classes, folder));
			benchmark.measure();
			List<GoalOutcome> outcomes = StartupGoals.check(benchmark.results);
			System.out.println();
			System.out.print(benchmark.report(outcomes));
			System.out.println(GoalOutcome.summary(outcomes));
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
	}

	private void measure() throws IOException, InterruptedException {
		for (int round = 1 - this.settings.warmUps(); round <= this.settings.rounds(); round++) {
			for (StartupVariant variant : StartupVariant.values()) {
				StartupFigures figures = start(variant);
				System.out.printf(Locale.ROOT, "[%d/%d] %-34s %5.0f ms, CPU %5.0f ms, %5.1f MB%n", round,
						this.settings.rounds(), variant.label(), figures.millis(), figures.cpuMillis(),
						figures.megabytes());
				if (round > 0) {
					this.results.add(variant, figures);
				}
			}
		}
	}

	private StartupFigures start(StartupVariant variant) throws IOException, InterruptedException {
		try (ChildProcess child = ChildProcess.start(this.command.of(variant))) {
			Integer exit = child.waitFor(LIMIT);
			String line = child.lines().stream().filter(StartupFigures::isLine).findFirst().orElse(null);
			if (exit == null || exit != 0 || line == null) {
				throw new IOException("The " + variant.label() + " did not start (exit code " + exit + "):\n"
						+ String.join("\n", child.lines()));
			}
			return StartupFigures.parse(line);
		}
	}

	private String report(List<GoalOutcome> outcomes) {
		StringBuilder text = new StringBuilder("# Start-up benchmark\n\n");
		text.append("- Made by `dw-benchmarks/run startup").append(this.settings.quick() ? " --quick" : "");
		text.append("` on ").append(Machine.hardware()).append("; JDK ").append(Machine.jdk()).append(".\n");
		text.append("- ").append(this.settings.rounds()).append(" starts of each in turns, forked with `");
		text.append(String.join(" ", StartupCommand.FLAGS)).append("`; time from the start of the JVM until the ");
		text.append("application is ready, and VmRSS then.\n");
		text.append(String.format(Locale.ROOT, "- Load average at the end: %.1f, the forks included.\n\n",
				ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
		text.append(table()).append('\n').append(GoalOutcome.table(outcomes)).append('\n');
		return text.toString();
	}

	private MarkdownTable table() {
		MarkdownTable table = new MarkdownTable("application", "ms", "CPU ms", "RSS MB");
		for (StartupVariant variant : StartupVariant.values()) {
			table.row(variant.label(), median(variant, StartupFigures::millis),
					median(variant, StartupFigures::cpuMillis), median(variant, StartupFigures::megabytes));
		}
		table.row("added", text(this.results.added(StartupFigures::millis)),
				text(this.results.added(StartupFigures::cpuMillis)),
				text(this.results.added(StartupFigures::megabytes)));
		return table;
	}

	private String median(StartupVariant variant, ToDoubleFunction<StartupFigures> figure) {
		return text(this.results.median(variant, figure));
	}

	private static String text(OptionalDouble value) {
		return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "";
	}

}
