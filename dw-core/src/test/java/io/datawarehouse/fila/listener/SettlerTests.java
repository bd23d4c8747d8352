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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import io.datawarehouse.fila.AsyncFilaClient;
import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaMessageNotFoundException;
import io.datawarehouse.fila.FilaPermissionDeniedException;
import io.datawarehouse.fila.FilaUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link Settler} and {@link LeaseWatch}. The client is a double that answers
 * when, and with the failure that, a test wants.
 */
class SettlerTests {

	private static final Duration LEASE = Duration.ofMinutes(1);

	private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

	private final AsyncFilaClient client = mock(AsyncFilaClient.class);

	private final Queue<CompletableFuture<Void>> answers = new ConcurrentLinkedQueue<>();

	private final InFlight inFlight = new InFlight();

	private final Counters counters = new Counters();

	SettlerTests() {
		given(this.client.ack(anyString(), anyString())).willAnswer((call) -> answer());
		given(this.client.nack(anyString(), anyString(), any())).willAnswer((call) -> answer());
	}

	private CompletableFuture<Void> answer() {
		CompletableFuture<Void> answer = new CompletableFuture<>();
		this.answers.add(answer);
		return answer;
	}

	@AfterEach
	void stop() {
		this.timer.shutdownNow();
	}

	@Test
	void placeIsFreeBeforeTheBrokerAnswers() {
		Delivery delivery = delivery(LEASE);
		delivery.acknowledge();
		assertThat(this.inFlight.size()).isZero();
		assertThat(this.inFlight.awaitEmpty(Duration.ZERO)).as("an answer is missing").isFalse();
		this.answers.remove().complete(null);
		assertThat(this.inFlight.awaitEmpty(Duration.ZERO)).isTrue();
	}

	@Test
	void placesAreKeptOnceTheBrokerIsFarBehind() {
		for (int i = 0; i < 130; i++) {
			delivery(LEASE).acknowledge();
		}
		assertThat(this.inFlight.size()).isEqualTo(2);
		this.answers.forEach((answer) -> answer.complete(null));
		assertThat(this.inFlight.awaitEmpty(Duration.ZERO)).isTrue();
	}

	@Test
	void messageIsSettledOnce() {
		Delivery delivery = delivery(LEASE);
		delivery.nack("no");
		delivery.acknowledge();
		delivery.leave();
		assertThat(this.answers).hasSize(1);
	}

	@Test
	void ackThatCouldNotReachTheBrokerIsMadeAgain() {
		delivery(LEASE).acknowledge();
		this.answers.remove().completeExceptionally(new FilaUnavailableException("gone", "orders", "7", null, null));
		await().until(() -> this.answers.size() == 1);
		this.answers.remove().complete(null);
		assertThat(this.inFlight.awaitEmpty(Duration.ofSeconds(10))).isTrue();
		assertThat(this.counters.settleFailures.sum()).isZero();
	}

	@Test
	void secondAckOfWhatTheFirstHadDoneIsNoFailure() {
		delivery(LEASE).acknowledge();
		this.answers.remove().completeExceptionally(new FilaUnavailableException("gone", "orders", "7", null, null));
		await().until(() -> this.answers.size() == 1);
		this.answers.remove().completeExceptionally(new FilaMessageNotFoundException("?", "orders", "7", null));
		assertThat(this.inFlight.awaitEmpty(Duration.ofSeconds(10))).isTrue();
		assertThat(this.counters.leasesLost.sum()).isZero();
		assertThat(this.counters.settleFailures.sum()).isZero();
	}

	@Test
	void firstAckOfAnUnknownMessageIsALostLease() {
		delivery(LEASE).acknowledge();
		this.answers.remove().completeExceptionally(new FilaMessageNotFoundException("?", "orders", "7", null));
		assertThat(this.counters.leasesLost.sum()).isOne();
		assertThat(this.inFlight.awaitEmpty(Duration.ZERO)).isTrue();
	}

	@Test
	void refusedAckIsCountedAndNotMadeAgain() {
		delivery(LEASE).acknowledge();
		this.answers.remove().completeExceptionally(new FilaPermissionDeniedException("no", "orders", "7", null));
		assertThat(this.counters.settleFailures.sum()).isOne();
		assertThat(this.answers).isEmpty();
		assertThat(this.inFlight.awaitEmpty(Duration.ZERO)).isTrue();
	}

	@Test
	void ackIsGivenUpWithTheLease() {
		Delivery delivery = delivery(Duration.ofNanos(1));
		delivery.acknowledge();
		this.answers.remove().completeExceptionally(new FilaUnavailableException("gone", "orders", "7", null, null));
		assertThat(this.counters.settleFailures.sum()).isOne();
		assertThat(this.inFlight.awaitEmpty(Duration.ZERO)).isTrue();
	}

	@Test
	void ackAfterTheEndOfTheTimerIsAFailureThatHoldsNothingUp() {
		this.timer.shutdownNow();
		delivery(LEASE).acknowledge();
		this.answers.remove().completeExceptionally(new FilaUnavailableException("gone", "orders", "7", null, null));
		assertThat(this.counters.settleFailures.sum()).isOne();
		assertThat(this.inFlight.awaitEmpty(Duration.ZERO)).isTrue();
	}

	@Test
	void outlastedLeaseIsCountedOnce() {
		delivery(LEASE);
		LeaseWatch watch = new LeaseWatch(this.inFlight, this.counters, Duration.ofNanos(1));
		watch.look();
		watch.look();
		assertThat(this.counters.leaseOverruns.sum()).isOne();
		assertThat(this.inFlight.size()).as("its listener is at work").isOne();
	}

	@Test
	void messageThatNobodySettlesIsLeftWhenItsLeaseIsOver() {
		Delivery delivery = delivery(LEASE);
		delivery.listenerReturned();
		new LeaseWatch(this.inFlight, this.counters, Duration.ofMinutes(1)).look();
		assertThat(this.inFlight.size()).isOne();
		new LeaseWatch(this.inFlight, this.counters, Duration.ofNanos(1)).look();
		assertThat(this.inFlight.size()).isZero();
		assertThat(this.answers).isEmpty();
	}

	@Test
	void longAndShortLeasesAreLookedAtInTime() {
		assertThat(new LeaseWatch(this.inFlight, this.counters, Duration.ofHours(1)).intervalMillis()).isEqualTo(1_000);
		assertThat(new LeaseWatch(this.inFlight, this.counters, Duration.ofSeconds(1)).intervalMillis()).isEqualTo(100);
		assertThat(new LeaseWatch(this.inFlight, this.counters, Duration.ofMillis(1)).intervalMillis()).isEqualTo(20);
	}

	private Delivery delivery(Duration lease) {
		Settler settler = new Settler(this.client, this.inFlight, this.counters, this.timer, lease);
		Dispatcher dispatcher = new Dispatcher(FilaListenerSettings.defaults(), this.inFlight, settler, (task) -> {
		}, this.timer, (delivery) -> {
		});
		ConsumeMessage message = new ConsumeMessage("7", Map.of(), new byte[0], "default", 0, "orders");
		Delivery delivery = new Delivery(message, dispatcher, settler);
		this.inFlight.add(delivery);
		return delivery;
	}

}
