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

package io.datawarehouse.embedded.fila;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.datawarehouse.fila.proto.ConsumeResponse;
import io.datawarehouse.fila.proto.Message;
import io.datawarehouse.fila.proto.QueueConfig;
import io.grpc.stub.ServerCallStreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.ArgumentMatchers.any;

/**
 * Tests for {@link FilaQueue} with a clock of their own.
 */
class FilaQueueTests {

	private final AtomicLong clock = new AtomicLong(1_000_000);

	private final FilaStore store = FilaStore.open(null);

	private final FilaQueue queue = new FilaQueue("orders", this.store, new Throttles(System::nanoTime),
			this.clock::get);

	@BeforeEach
	void create() {
		this.queue.create(QueueConfig.newBuilder().setVisibilityTimeoutMs(2_000).build());
	}

	@AfterEach
	void close() {
		this.store.close();
	}

	@Test
	void aLeaseExpiresAndTheMessageWaitsAgainWithOneAttemptMore() {
		subscribe(true);
		Entry entry = add();
		assertThat(this.queue.info().getInFlight()).isOne();
		this.clock.addAndGet(1_999);
		this.queue.expire();
		assertThat(entry.attempts).isZero();
		this.clock.addAndGet(1);
		this.queue.expire();
		assertThat(entry.attempts).isOne();
		assertThat(this.queue.info().getInFlight()).as("leased again").isOne();
	}

	@Test
	void anExpiredLeaseCannotBeSettledEvenBeforeTheClockTicks() {
		Subscription subscription = subscribe(true);
		Entry entry = add();
		this.queue.unsubscribe(subscription);
		this.clock.addAndGet(2_000);
		assertThat(this.queue.settle(entry.id)).isNull();
		assertThat(this.queue.info().getDepth()).isOne();
	}

	@Test
	void aLeaseIsSettledOnce() {
		subscribe(true);
		Entry entry = add();
		assertThat(this.queue.settle(entry.id)).isSameAs(entry);
		assertThat(this.queue.settle(entry.id)).isNull();
	}

	@Test
	void aDisconnectDoesNotReleaseLeases() {
		Subscription subscription = subscribe(true);
		Entry entry = add();
		subscription.cancel();
		this.queue.unsubscribe(subscription);
		assertThat(this.queue.info().getInFlight()).isOne();
		assertThat(this.queue.settle(entry.id)).isSameAs(entry);
	}

	@Test
	void consumersTakeTurns() {
		ServerCallStreamObserver<ConsumeResponse> first = observer(true);
		ServerCallStreamObserver<ConsumeResponse> second = observer(true);
		subscribe(first);
		subscribe(second);
		for (int i = 0; i < 10; i++) {
			add();
		}
		verify(first, times(5)).onNext(any());
		verify(second, times(5)).onNext(any());
	}

	@Test
	void aConsumerThatIsNotReadyIsLeasedNoMoreThanItsBuffer() {
		ServerCallStreamObserver<ConsumeResponse> observer = observer(false);
		Subscription subscription = subscribe(observer);
		for (int i = 0; i < 500; i++) {
			add();
		}
		assertThat(this.queue.info().getInFlight()).isEqualTo(Subscription.BUFFER);
		verify(observer, never()).onNext(any());
		given(observer.isReady()).willReturn(true);
		subscription.drainSoon();
		verify(observer, times(500)).onNext(any());
	}

	@Test
	void aQueueThatIsDeletedForgetsItsMessagesAndKeepsItsConsumers() {
		subscribe(true);
		Entry entry = add();
		assertThat(this.queue.delete()).containsExactly(entry);
		assertThat(this.queue.exists()).isFalse();
		assertThat(this.queue.isAbandoned()).isFalse();
		assertThat(this.queue.settle(entry.id)).isNull();
	}

	@Test
	void restoredLeasesExpireInTheirOrder() {
		Entry early = stored();
		Entry late = stored();
		this.queue.restore(early, this.clock.get() + 100);
		this.queue.restore(late, this.clock.get() + 200);
		this.clock.addAndGet(100);
		this.queue.expire();
		assertThat(this.queue.info().getDepth()).isOne();
		assertThat(this.queue.settle(late.id)).isSameAs(late);
	}

	private Subscription subscribe(boolean ready) {
		return subscribe(observer(ready));
	}

	private Subscription subscribe(ServerCallStreamObserver<ConsumeResponse> observer) {
		Subscription subscription = new Subscription(this.queue, observer, this.store.tables(), Runnable::run);
		this.queue.subscribe(subscription);
		return subscription;
	}

	@SuppressWarnings("unchecked")
	private static ServerCallStreamObserver<ConsumeResponse> observer(boolean ready) {
		ServerCallStreamObserver<ConsumeResponse> observer = mock();
		given(observer.isReady()).willReturn(ready);
		return observer;
	}

	private Entry add() {
		Entry entry = stored();
		this.queue.add(entry);
		return entry;
	}

	private Entry stored() {
		Entry entry = new Entry(UUID.randomUUID(), "default", 1, List.of());
		this.store.tables().append(entry, Message.newBuilder().setId(entry.id.toString()).build().toByteArray());
		return entry;
	}

}
