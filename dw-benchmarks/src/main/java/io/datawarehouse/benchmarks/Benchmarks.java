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

package io.datawarehouse.benchmarks;

import java.util.Arrays;
import java.util.List;

import io.datawarehouse.benchmarks.fila.FilaBenchmark;
import io.datawarehouse.benchmarks.job.JobsBenchmark;
import io.datawarehouse.benchmarks.startup.StartupBenchmark;
import io.datawarehouse.benchmarks.storage.StorageBenchmark;

/**
 * Starts a benchmark by its name. A benchmark is a command: what it prints to the
 * standard output is its result, and how parents and their forked JVMs talk.
 *
 * @since 1.0.0
 */
public final class Benchmarks {

	private static final String USAGE = """
			usage: dw-benchmarks/run storage [--quick | --report] [--resume] [--operations=a,b] [--peers=goals | --peers=a,b] [--note=text]
			  --quick        one short fork of each, in at most 5 minutes; prints, keeps nothing, writes no document
			  --report       measures nothing, writes the document from what is kept in dw-benchmarks/target/storage-forks.jsonl
			  --resume       goes on with the last run, at the same commit: measures what is missing or failed
			  --operations   only these (put-4k, get-4k, put-64k, get-64k, put-large, get-large, put-large-slow, get-large-slow);
			                 the others are reported as they were measured last
			  --peers        goals: only those that a goal names; a,b: only these, keeps nothing, other goals count as missed
			  --note         is reported with what is measured: what else ran, or what was left out
			usage: dw-benchmarks/run fila [--quick] [--rounds=n] [--scenarios=a,b]
			  --quick        two short rounds, in about 4 minutes; prints, writes no document
			  --rounds       how often each is measured: 5, and 2 when quick; fewer than 5 write no document
			  --scenarios    only these (enqueue-1, enqueue-16, enqueue-pipelined, consume-1, consume-10, latency)
			usage: dw-benchmarks/run jobs [--quick]
			  --quick        one short round, in at most 3 minutes; prints, writes no document
			usage: dw-benchmarks/run startup [--quick]
			  --quick        two starts of each; prints only, as it always does""";

	private Benchmarks() {
	}

	/**
	 * Run a benchmark.
	 * @param args the name of the benchmark and its options
	 * @throws Exception when the benchmark cannot run at all
	 */
	public static void main(String[] args) throws Exception {
		List<String> arguments = Arrays.asList(args);
		List<String> options = arguments.subList(Math.min(1, arguments.size()), arguments.size());
		try {
			switch (arguments.isEmpty() ? "" : arguments.get(0)) {
				case "storage" -> StorageBenchmark.run(options);
				case "fila" -> FilaBenchmark.run(options);
				case "jobs" -> JobsBenchmark.run(options);
				case "startup" -> StartupBenchmark.run(options);
				default -> throw new IllegalArgumentException("Name a benchmark: storage, fila, jobs or startup");
			}
		}
		catch (IllegalArgumentException ex) {
			System.err.println(ex.getMessage());
			System.err.println(USAGE);
			System.exit(2);
		}
	}

}
