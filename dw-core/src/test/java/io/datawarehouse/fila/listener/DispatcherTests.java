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

package io.datawarehouse.fila.listener;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link Dispatcher} and {@link InFlight}. The executor is a queue, so each
 * test says what runs when.
 */
class DispatcherTests {

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	private final FilaClient client = FilaClient.builder().address("127.0.0.1:1").build();

	private final InFlight inFlight = new InFlight();

	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private final List<Delivery> handled = new ArrayList<>();

	private final Requests requests = new Requests();

	private Consumer<Delivery> handler = (delivery) -> {
		this.handled.add(delivery);
		delivery.leave();
	};

	@AfterEach
	void close() {
		this.timer.shutdownNow();
		this.client.close();
	}

	@Test
	void asManyAreAskedForAsThereArePlaces() {
		Dispatcher dispatcher = dispatcher(settings(3));
		dispatcher.attach(this.requests);
		assertThat(this.requests.total).isEqualTo(3);
	}

	@Test
	void whatIsHandledMakesRoomForTheNext() {
		Dispatcher dispatcher = dispatcher(settings(1).withPrefetch(0));
		dispatcher.attach(this.requests);
		for (int i = 1; i <= 3; i++) {
			dispatcher.dispatch(message(i));
			assertThat(this.requests.total).isEqualTo(i);
			run();
			assertThat(this.handled).hasSize(i);
			assertThat(this.requests.total).isEqualTo(i + 1);
		}
		assertThat(this.inFlight.size()).isZero();
	}

	@Test
	void quickHandlersGetMessagesAheadInGroups() {
		Dispatcher dispatcher = dispatcher(settings(1).withPrefetch(10));
		dispatcher.attach(this.requests);
		dispatcher.dispatch(message(1));
		run();
		assertThat(this.requests.total).as("one place and ten ahead").isEqualTo(1 + 11);
		this.requests.calls = 0;
		for (int i = 2; i <= 12; i++) {
			dispatcher.dispatch(message(i));
			run();
		}
		assertThat(this.requests.calls).as("asked in groups").isLessThanOrEqualTo(3);
		assertThat(this.handled).hasSize(12);
	}

	@Test
	void slowHandlersGetNoneAhead() {
		Dispatcher dispatcher = dispatcher(
				settings(1).withPrefetch(10).withVisibilityTimeout(Duration.ofNanos(50_000)));
		dispatcher.attach(this.requests);
		dispatcher.dispatch(message(1));
		run();
		// Handling takes longer than a fiftieth of this lease, which is a microsecond.
		assertThat(this.requests.total).isEqualTo(2);
	}

	@Test
	void byHandNoneAreAskedForAhead() {
		Dispatcher dispatcher = dispatcher(settings(2).withPrefetch(10).withAckMode(AckMode.MANUAL));
		dispatcher.attach(this.requests);
		dispatcher.dispatch(message(1));
		run();
		assertThat(this.requests.total).isEqualTo(3);
	}

	@Test
	void aPlaceIsTakenUntilTheMessageIsSettled() {
		this.handler = this.handled::add;
		Dispatcher dispatcher = dispatcher(settings(2).withPrefetch(0));
		dispatcher.attach(this.requests);
		dispatcher.dispatch(message(1));
		dispatcher.dispatch(message(2));
		run();
		dispatcher.dispatch(message(3));
		run();
		assertThat(this.handled).hasSize(2);
		this.handled.get(1).leave();
		run();
		assertThat(this.handled).hasSize(3);
		assertThat(this.inFlight.size()).isEqualTo(2);
	}

	@Test
	void aLostSubscriptionOwesNothing() {
		Dispatcher dispatcher = dispatcher(settings(2));
		dispatcher.attach(this.requests);
		dispatcher.detach();
		Requests next = new Requests();
		dispatcher.attach(next);
		assertThat(next.total).isEqualTo(2);
	}

	@Test
	void whatComesAfterTheEndIsGivenBackAndWhatWaitsIsHandled() {
		this.handler = this.handled::add;
		Dispatcher dispatcher = dispatcher(settings(1));
		dispatcher.attach(this.requests);
		dispatcher.dispatch(message(1));
		dispatcher.close();
		dispatcher.dispatch(message(2));
		run();
		assertThat(this.handled).extracting((delivery) -> delivery.message().id()).containsExactly("1");
		assertThat(this.inFlight.deliveries()).extracting((delivery) -> delivery.message().id()).contains("1");
	}

	@Test
	void whatIsGivenUpBeforeItsTurnIsNeverHandled() {
		this.handler = this.handled::add;
		Dispatcher dispatcher = dispatcher(settings(1));
		dispatcher.attach(this.requests);
		dispatcher.dispatch(message(1));
		this.inFlight.deliveries().iterator().next().leave();
		run();
		assertThat(this.handled).isEmpty();
		assertThat(this.inFlight.awaitEmpty(Duration.ZERO)).isTrue();
	}

	@Test
	void anExecutorThatRefusesIsAskedAgain() {
		List<Integer> refusals = new ArrayList<>();
		Dispatcher dispatcher = new Dispatcher(settings(1), this.inFlight, settler(), (task) -> {
			if (refusals.isEmpty()) {
				refusals.add(1);
				throw new RejectedExecutionException("full");
			}
			task.run();
		}, this.timer, (delivery) -> this.handler.accept(delivery));
		dispatcher.attach(this.requests);
		dispatcher.dispatch(message(1));
		await().atMost(Duration.ofSeconds(10)).until(() -> this.inFlight.size() == 0);
		assertThat(this.handled).hasSize(1);
	}

	@Test
	void aMessageDoesNotWaitBehindOneThatIsSlowAsNeverBefore() throws Exception {
		CountDownLatch gate = new CountDownLatch(1);
		Queue<String> done = new ConcurrentLinkedQueue<>();
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			Dispatcher dispatcher = new Dispatcher(settings(2), this.inFlight, settler(), threads, this.timer,
					(delivery) -> {
						if (delivery.message().id().equals("2")) {
							awaitGate(gate);
						}
						done.add(delivery.message().id());
						delivery.leave();
					});
			dispatcher.attach(this.requests);
			dispatcher.dispatch(message(1));
			await().atMost(Duration.ofSeconds(10)).until(() -> done.contains("1"));
			dispatcher.dispatch(message(2));
			dispatcher.dispatch(message(3));
			await().atMost(Duration.ofSeconds(10)).until(() -> done.contains("3"));
			assertThat(done).doesNotContain("2");
		}
		finally {
			gate.countDown();
			threads.shutdown();
		}
	}

	private static void awaitGate(CountDownLatch gate) {
		try {
			gate.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void othersGetTheThreadAfterATurn() {
		this.handler = this.handled::add;
		Dispatcher dispatcher = dispatcher(settings(200));
		dispatcher.attach(this.requests);
		for (int i = 0; i < 200; i++) {
			dispatcher.dispatch(message(i));
		}
		this.tasks.remove().run();
		assertThat(this.handled).hasSize(64);
		run();
		assertThat(this.handled).hasSize(200);
	}

	private static FilaListenerSettings settings(int concurrency) {
		return FilaListenerSettings.defaults().withConcurrency(concurrency);
	}

	private Dispatcher dispatcher(FilaListenerSettings settings) {
		return new Dispatcher(settings, this.inFlight, settler(), this.tasks::add, this.timer,
				(delivery) -> this.handler.accept(delivery));
	}

	private Settler settler() {
		return new Settler(this.client.async(), this.inFlight, new Counters(), this.timer, Duration.ofSeconds(1));
	}

	private void run() {
		while (!this.tasks.isEmpty()) {
			this.tasks.remove().run();
		}
	}

	private static ConsumeMessage message(int number) {
		return new ConsumeMessage("" + number, Map.of(), new byte[0], "default", 0, "orders");
	}

	/**
	 * Notes what is asked for.
	 */
	private static final class Requests implements Flow.Subscription {

		private long total;

		private int calls;

		@Override
		public void request(long n) {
			this.total += n;
			this.calls++;
		}

		@Override
		public void cancel() {
		}

	}

}
