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

package io.datawarehouse.embedded.job;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.datawarehouse.embedded.job.FaultyProxy.Fault;
import io.datawarehouse.embedded.job.MatrixCell.Held;
import io.datawarehouse.embedded.job.MatrixCell.Outcome;
import io.datawarehouse.embedded.job.MatrixCell.Phase;
import io.datawarehouse.embedded.job.MatrixCell.Saw;
import io.datawarehouse.job.DatlakeAuthException;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.job.StartFailurePolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * However a job ends, whatever the catalog does meanwhile and whatever the policy:
 * nothing is lost, the job's own exception is thrown, and no run is left running once the
 * application has started again. The killed jobs are those of one other JVM. All cells
 * are worked on first, many at once; then each is judged.
 */
class RunMatrixIT {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private static final Map<Integer, FaultyProxy> PROXIES = new ConcurrentHashMap<>();

	private static final Map<Integer, Saw> SIGHTS = new ConcurrentHashMap<>();

	private static final Map<Integer, Held> ENDS = new ConcurrentHashMap<>();

	private static final Map<Integer, Throwable> THROWN = new ConcurrentHashMap<>();

	@TempDir
	static Path state;

	private static EmbeddedDatlakeCatalog catalog;

	@BeforeAll
	static void workOnAllCells() throws Exception {
		catalog = EmbeddedDatlakeCatalog.builder().start();
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		MatrixCell.all().forEach((cell) -> PROXIES.put(cell.number(), new FaultyProxy(catalog.url(), client)));
		ExecutorService executor = Executors.newFixedThreadPool(16);
		try {
			List<Future<?>> results = new ArrayList<>();
			List<MatrixCell> killed = MatrixCell.all().stream().filter((cell) -> cell.outcome().isKilled()).toList();
			Future<?> otherJvm = executor.submit(() -> workAndDie(killed));
			for (MatrixCell cell : MatrixCell.all()) {
				if (!cell.outcome().isKilled()) {
					results.add(executor.submit(() -> {
						workHere(cell);
						restart(cell);
					}));
				}
			}
			otherJvm.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
			killed.forEach((cell) -> results.add(executor.submit(() -> restart(cell))));
			for (Future<?> result : results) {
				result.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

	@AfterAll
	static void stop() {
		PROXIES.values().forEach(FaultyProxy::close);
		catalog.close();
	}

	static List<MatrixCell> matrix() {
		return MatrixCell.all();
	}

	@ParameterizedTest
	@MethodSource("matrix")
	void nothingIsLost(MatrixCell cell) {
		assertThat(SIGHTS.get(cell.number())).as("what the job saw").isEqualTo(cell.expectedSight());
		assertThat(ENDS.get(cell.number())).as("what the catalog holds").isEqualTo(cell.expectedEnd());
		assertThat(cell.state(state)).isEmptyDirectory();
		Throwable thrown = THROWN.get(cell.number());
		if (thrown != null && cell.expectedSight() == Saw.OWN && cell.fault() == Fault.UNAUTHORIZED) {
			assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(DatlakeAuthException.class);
		}
	}

	@Test
	void noRunIsLeftRunningOrToldTwice() {
		assertThat(catalog.runs(RunStatus.RUNNING)).isEmpty();
		assertThat(catalog.runs()).extracting(CatalogRun::jobName).doesNotHaveDuplicates();
	}

	@Test
	void tableStandsInTheDocumentation() throws IOException {
		String documentation = Files.readString(Path.of("..", "docs", "jobs.md"));
		assertThat(documentation).contains(table());
	}

	private static void workHere(MatrixCell cell) {
		FaultyProxy proxy = PROXIES.get(cell.number());
		proxy.set(atStart(cell));
		try (JobContextFactory jobs = cell.factory(proxy.url(), state, Duration.ofMillis(100))) {
			Throwable thrown = cell.work(jobs, () -> proxy.set(atEnd(cell)));
			SIGHTS.put(cell.number(), MatrixCell.saw(thrown));
			if (thrown != null) {
				THROWN.put(cell.number(), thrown);
			}
		}
	}

	private static Void workAndDie(List<MatrixCell> cells) throws IOException {
		List<String> urls = PROXIES.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((entry) -> entry.getValue().url().toString())
			.toList();
		cells.forEach((cell) -> PROXIES.get(cell.number()).set(atStart(cell)));
		try (Forked process = Forked.start("matrix", state, String.join(",", urls))) {
			while (cells.stream().anyMatch((cell) -> !SIGHTS.containsKey(cell.number()))) {
				String[] told = process.await("cell").split(" ");
				MatrixCell cell = MatrixCell.all().get(Integer.parseInt(told[0]));
				if (told[1].equals("working")) {
					PROXIES.get(cell.number()).set(atEnd(cell));
					process.tell(told[0]);
				}
				else {
					SIGHTS.put(cell.number(), Saw.valueOf(told[1]));
				}
			}
			process.kill();
		}
		return null;
	}

	private static Fault atStart(MatrixCell cell) {
		return (cell.phase() != Phase.COMPLETION) ? cell.fault() : Fault.NONE;
	}

	private static Fault atEnd(MatrixCell cell) {
		return (cell.phase() != Phase.START) ? cell.fault() : Fault.NONE;
	}

	/**
	 * The application starts again, and the catalog is well.
	 */
	private static void restart(MatrixCell cell) {
		FaultyProxy proxy = PROXIES.get(cell.number());
		proxy.set(Fault.NONE);
		try (JobContextFactory restarted = cell.factory(proxy.url(), state, Duration.ofSeconds(30))) {
			restarted.recover();
			await().atMost(PATIENCE).until(() -> restarted.pendingCompletions() == 0);
		}
		ENDS.put(cell.number(), held(cell));
	}

	private static Held held(MatrixCell cell) {
		List<CatalogRun> runs = catalog.runs(cell.jobName());
		if (runs.size() != 1) {
			return runs.isEmpty() ? Held.NOTHING : Held.WRONG;
		}
		CatalogRun run = runs.get(0);
		String error = String.valueOf(run.error());
		Held held = switch (run.status()) {
			case SUCCESS -> Held.SUCCESS;
			case FAILED -> error.startsWith("aborted") ? Held.ABORTED : Held.FAILED;
			default -> Held.WRONG;
		};
		boolean complete = Integer.valueOf(1).equals(run.result().get("a"))
				&& catalog.run(run.runId()).orElseThrow().inputs().size() == 1;
		boolean told = held == Held.SUCCESS || held == Held.FAILED && error.equals("own")
				|| cell.outcome() == Outcome.SHUTDOWN && !cell.isRefused();
		return (told && !complete || held == Held.FAILED && !told) ? Held.WRONG : held;
	}

	private static String table() {
		StringBuilder table = new StringBuilder("| The catalog | Policy |");
		Stream.of(Outcome.values()).forEach((outcome) -> table.append(' ').append(outcome).append(" |"));
		table.append("\n| --- | --- |").append(" --- |".repeat(Outcome.values().length));
		Map<String, Map<StartFailurePolicy, String>> rows = new LinkedHashMap<>();
		for (MatrixCell cell : MatrixCell.all()) {
			String name = (cell.fault() == Fault.NONE) ? cell.fault().toString() : cell.fault() + " " + cell.phase();
			rows.computeIfAbsent(name, (key) -> new LinkedHashMap<>())
				.merge(cell.policy(), " %s → %s |".formatted(SIGHTS.get(cell.number()), ENDS.get(cell.number())),
						String::concat);
		}
		rows.forEach((name, policies) -> {
			boolean same = policies.values().stream().distinct().count() == 1;
			Map<String, String> merged = same ? Map.of("any", policies.values().iterator().next())
					: policies.entrySet()
						.stream()
						.collect(Collectors.toMap(
								(entry) -> "`" + entry.getKey().name().toLowerCase().replace('_', '-') + "`",
								Map.Entry::getValue, (first, second) -> first, LinkedHashMap::new));
			merged.forEach((policy, cells) -> table.append("\n| %s | %s |%s".formatted(name, policy, cells)));
		});
		return table.toString();
	}

}
