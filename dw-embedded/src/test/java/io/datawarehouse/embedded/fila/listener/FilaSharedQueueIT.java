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

package io.datawarehouse.embedded.fila.listener;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.fila.listener.FilaWorkerProcess.Handled;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaEnqueueResult;
import io.datawarehouse.fila.FilaMessage;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.FilaQueueStats;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances of an application, each in a JVM of its own, on one queue: they share the
 * work, and the death of one loses nothing.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FilaSharedQueueIT {

	/**
	 * No wait of the test takes that long, however busy the machine is.
	 */
	private static final Duration LEASE = Duration.ofSeconds(4);

	/**
	 * As many as both can handle at a time.
	 */
	private static final int ROUND = 2 * FilaWorkerProcess.CONCURRENCY;

	private static final int ROUNDS = 50;

	private static final int REST = 200;

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(2));
	}

	private static void enqueue(FilaClient producer, int first, int count) {
		List<FilaEnqueueResult> results = producer.enqueueAll(FilaWorkerProcess.QUEUE,
				IntStream.range(first, first + count)
					.mapToObj((number) -> FilaMessage.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array()))
					.toList());
		assertThat(results).allMatch(FilaEnqueueResult::isStored);
	}

	private static void awaitEmpty(FilaAdmin admin) {
		await().until(() -> {
			FilaQueueStats stats = admin.stats(FilaWorkerProcess.QUEUE);
			return stats.depth() == 0 && stats.inFlight() == 0;
		});
	}

	private static List<Integer> numbers(Stream<Handled> handled) {
		return handled.map(Handled::number).sorted().toList();
	}

	@Test
	void twoProcessesShareTheWorkAndOneFinishesItWhenTheOtherIsKilled() throws Exception {
		try (EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().start();
				FilaAdmin admin = FilaAdmin.builder().address(broker.address()).build();
				FilaClient producer = FilaClient.builder().address(broker.address()).build()) {
			admin.createQueue(FilaWorkerProcess.QUEUE, FilaQueueSettings.defaults().withVisibilityTimeout(LEASE));
			try (FilaWorkerProcess killed = FilaWorkerProcess.start(broker.address(), LEASE);
					FilaWorkerProcess survivor = FilaWorkerProcess.start(broker.address(), LEASE)) {
				killed.awaitReady();
				survivor.awaitReady();
				share(admin, producer, killed, survivor);
				die(admin, producer, killed, survivor);
			}
		}
	}

	private void share(FilaAdmin admin, FilaClient producer, FilaWorkerProcess first, FilaWorkerProcess second) {
		for (int round = 1; round <= ROUNDS; round++) {
			enqueue(producer, (round - 1) * ROUND, ROUND);
			int sent = round * ROUND;
			await().until(() -> first.handled().size() + second.handled().size() >= sent);
		}
		awaitEmpty(admin);
		assertThat(numbers(Stream.concat(first.handled().stream(), second.handled().stream())))
			.as("each is handled by one of them, once")
			.isEqualTo(IntStream.range(0, ROUNDS * ROUND).boxed().toList());
		assertThat(List.of(first.handled().size(), second.handled().size())).as("handled by each")
			.allMatch((count) -> count >= ROUNDS * ROUND / 4);
	}

	private void die(FilaAdmin admin, FilaClient producer, FilaWorkerProcess killed, FilaWorkerProcess survivor)
			throws Exception {
		int before = killed.handled().size();
		int survived = survivor.handled().size();
		killed.hold();
		enqueue(producer, ROUNDS * ROUND, REST);
		await().until(() -> killed.handled().size() == before + FilaWorkerProcess.CONCURRENCY);
		killed.kill();
		await().until(() -> survivor.handled().size() >= survived + REST);
		awaitEmpty(admin);

		List<Handled> rest = survivor.handled().subList(survived, survivor.handled().size());
		assertThat(numbers(rest.stream())).as("nothing is lost, and nothing comes to the survivor twice")
			.isEqualTo(IntStream.range(ROUNDS * ROUND, ROUNDS * ROUND + REST).boxed().toList());
		Set<Integer> inHand = killed.handled().stream().skip(before).map(Handled::number).collect(Collectors.toSet());
		assertThat(inHand).as("what the killed one had in hand").hasSize(FilaWorkerProcess.CONCURRENCY);
		assertThat(rest).as("comes again")
			.filteredOn((handled) -> inHand.contains(handled.number()))
			.hasSize(inHand.size())
			.allMatch((handled) -> handled.attempt() == 1);
	}

}
