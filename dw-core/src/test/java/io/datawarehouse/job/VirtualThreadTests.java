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

package io.datawarehouse.job;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for runs in virtual threads. They are called by reflection, for the tests are
 * compiled for Java 17.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "needs virtual threads")
class VirtualThreadTests {

	private static ExecutorService virtualThreads() throws Exception {
		return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

	private static boolean isVirtual() throws Exception {
		return (Boolean) Thread.class.getMethod("isVirtual").invoke(Thread.currentThread());
	}

	@Test
	void runFollowsWorkToVirtualThreads() throws Exception {
		ExecutorService executor = virtualThreads();
		ExecutorService propagating = ContextExecutorService.wrap(executor,
				ContextSnapshotFactory.builder().build()::captureAll);
		try (JobContextFactory jobs = JobContextFactory.builder().environment(Map.of()).build()) {
			jobs.run("etl", (job) -> {
				Callable<String> task = () -> isVirtual() + " " + MDC.get("dw.job") + " " + JobContext.current();
				assertThat(propagating.submit(task).get(20, TimeUnit.SECONDS)).isEqualTo("true etl " + job);
				assertThat(executor.submit(task).get(20, TimeUnit.SECONDS)).isEqualTo("true null null");
			});
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void manyRunsInVirtualThreadsStayApart() throws Exception {
		ExecutorService executor = virtualThreads();
		ExecutorService propagating = ContextExecutorService.wrap(executor,
				ContextSnapshotFactory.builder().build()::captureAll);
		try (JobContextFactory jobs = JobContextFactory.builder().environment(Map.of()).build()) {
			List<Future<Boolean>> results = IntStream.range(0, 1000)
				.mapToObj((number) -> executor.submit(() -> jobs.call("job-" + number, (outer) -> {
					Callable<Boolean> child = () -> jobs.call("child-" + number,
							(inner) -> inner.parent() == outer && JobContext.current() == inner);
					return propagating.submit(child).get(60, TimeUnit.SECONDS) && JobContext.current() == outer;
				})))
				.toList();
			for (Future<Boolean> result : results) {
				assertThat(result.get(60, TimeUnit.SECONDS)).isTrue();
			}
		}
		finally {
			executor.shutdownNow();
		}
	}

}
