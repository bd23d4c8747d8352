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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaApiKey;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaPermissionDeniedException;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.FilaStreamEndedException;
import io.datawarehouse.fila.FilaUnavailableException;
import io.datawarehouse.fila.listener.FilaListenerContainer;
import io.datawarehouse.fila.listener.FilaListenerFailedEvent;
import io.datawarehouse.fila.listener.FilaListenerStoppedEvent;
import io.datawarehouse.fila.listener.FilaMessageListener;
import io.datawarehouse.fila.proto.ConsumeRequest;
import io.datawarehouse.fila.proto.ConsumeResponse;
import io.datawarehouse.fila.proto.FilaServiceGrpc;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a container does when the broker goes away, refuses or points elsewhere.
 */
@Timeout(120)
class FilaListenerFaultsIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private final Queue<Object> events = new ConcurrentLinkedQueue<>();

	private final Set<String> received = ConcurrentHashMap.newKeySet();

	private final List<AutoCloseable> open = new ArrayList<>();

	@AfterEach
	void stop() throws Exception {
		for (int i = this.open.size() - 1; i >= 0; i--) {
			this.open.get(i).close();
		}
	}

	@Test
	void aBrokerThatIsNotThereYetIsNoReasonToFail() {
		EmbeddedFilaBroker first = keep(EmbeddedFilaBroker.builder().start());
		int port = first.port();
		first.close();
		FilaListenerContainer container = listen(client("127.0.0.1:" + port, null), (message, ack) -> {
			this.received.add(message.id());
		});
		await().atMost(SOON).until(() -> failures(FilaUnavailableException.class) >= 2);
		assertThat(container.isRunning()).isTrue();
		keep(EmbeddedFilaBroker.builder().port(port).start());
		FilaAdmin admin = admin("127.0.0.1:" + port, null);
		await().atMost(SOON).until(container::isSubscribed);
		admin.createQueue("orders");
		String id = client("127.0.0.1:" + port, null).enqueue("orders", new byte[0]);
		await().atMost(SOON).until(() -> this.received.contains(id));
	}

	@Test
	void anAckThatMeetsARestartOfTheBrokerIsMadeAgain(@TempDir Path data) {
		EmbeddedFilaBroker first = keep(EmbeddedFilaBroker.builder().dataDir(data).start());
		FilaAdmin admin = admin(first.address(), null);
		admin.createQueue("orders");
		FilaClient client = client(first.address(), null);
		CountDownLatch gate = new CountDownLatch(1);
		AtomicInteger handled = new AtomicInteger();
		FilaListenerContainer container = listen(client, (message, ack) -> {
			gate.await(20, TimeUnit.SECONDS);
			handled.incrementAndGet();
		});
		client.enqueue("orders", new byte[0]);
		await().atMost(SOON).until(() -> container.getStats().inFlight() == 1);
		first.close();
		gate.countDown();
		await().atMost(SOON).until(() -> handled.get() == 1);
		keep(EmbeddedFilaBroker.builder().dataDir(data).port(first.port()).start());
		await().atMost(SOON).until(container::isSubscribed);
		await().atMost(SOON)
			.ignoreExceptions()
			.until(() -> admin.stats("orders").inFlight() == 0 && admin.stats("orders").depth() == 0);
		assertThat(handled).as("handled once, in spite of the restart").hasValue(1);
	}

	@Test
	void cutConnectionsAreMadeAgain() {
		EmbeddedFilaBroker broker = keep(EmbeddedFilaBroker.builder().start());
		admin(broker.address(), null).createQueue("orders",
				FilaQueueSettings.defaults().withVisibilityTimeout(Duration.ofSeconds(1)));
		CuttingProxy proxy = keep(new CuttingProxy(broker.port()));
		FilaListenerContainer container = listen(client(proxy.address(), null), (message, ack) -> {
			this.received.add(message.id());
		});
		FilaClient direct = client(broker.address(), null);
		List<String> ids = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			await().atMost(SOON).until(container::isSubscribed);
			assertThat(proxy.cut()).isPositive();
			int failed = i;
			await().atMost(SOON).until(() -> failures(FilaUnavailableException.class) > failed);
			ids.add(direct.enqueue("orders", new byte[0]));
		}
		await().atMost(SOON).until(() -> this.received.containsAll(ids));
		assertThat(container.getStats().resubscriptions()).isGreaterThanOrEqualTo(3);
	}

	@Test
	void aRefusedKeyStopsTheContainerWithTheReason() {
		EmbeddedFilaBroker broker = keep(EmbeddedFilaBroker.builder().superadminKey("root-key").start());
		FilaListenerContainer wrong = listen(client(broker.address(), "wrong-key"), (message, ack) -> {
		});
		await().atMost(SOON).until(() -> !wrong.isRunning());
		// The event comes after the end that it tells of.
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(this.events).last()
				.isInstanceOfSatisfying(FilaListenerStoppedEvent.class, (event) -> assertThat(event.getReason())
					.isEqualTo(FilaListenerStoppedEvent.Reason.UNAUTHENTICATED)));
		FilaApiKey powerless = admin(broker.address(), "root-key").createApiKey("powerless", null, false);
		FilaListenerContainer denied = listen(client(broker.address(), powerless.key()), (message, ack) -> {
		});
		await().atMost(SOON).until(() -> !denied.isRunning());
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(this.events).last()
				.isInstanceOfSatisfying(FilaListenerStoppedEvent.class, (event) -> {
					assertThat(event.getReason()).isEqualTo(FilaListenerStoppedEvent.Reason.PERMISSION_DENIED);
					assertThat(event.getFailure()).isInstanceOf(FilaPermissionDeniedException.class);
				}));
	}

	@Test
	void theLeaderIsFollowedOnceAndThenTheKnownAddressesAreAsked() throws IOException {
		EmbeddedFilaBroker leader = keep(EmbeddedFilaBroker.builder().superadminKey("root-key").start());
		admin(leader.address(), "root-key").createQueue("orders");
		AtomicInteger asked = new AtomicInteger();
		Server follower = server((responses) -> {
			asked.incrementAndGet();
			Metadata trailers = new Metadata();
			trailers.put(Metadata.Key.of("x-fila-leader-addr", Metadata.ASCII_STRING_MARSHALLER), leader.address());
			responses.onError(Status.UNAVAILABLE.withDescription("not the leader").asRuntimeException(trailers));
		});
		// The key may go there without TLS only because the leader is a known address.
		FilaClient client = keep(FilaClient.builder()
			.addresses("127.0.0.1:" + follower.getPort(), leader.address())
			.apiKey("root-key")
			.build());
		CountDownLatch got = new CountDownLatch(1);
		FilaListenerContainer container = listen(client, (message, ack) -> got.countDown());
		await().atMost(SOON).until(container::isSubscribed);
		keep(FilaClient.builder().address(leader.address()).apiKey("root-key").build()).enqueue("orders", new byte[0]);
		await().atMost(SOON).until(() -> got.getCount() == 0);
		assertThat(asked).hasValue(1);
		leader.close();
		await().atMost(SOON).until(() -> asked.get() >= 2);
		assertThat(container.isRunning()).isTrue();
	}

	@Test
	void anEndInOrderIsAReasonToSubscribeAgain() throws IOException {
		AtomicInteger asked = new AtomicInteger();
		Server server = server((responses) -> {
			asked.incrementAndGet();
			responses.onCompleted();
		});
		FilaListenerContainer container = listen(client("127.0.0.1:" + server.getPort(), null), (message, ack) -> {
		});
		await().atMost(SOON).until(() -> asked.get() >= 3);
		assertThat(container.isRunning()).isTrue();
		assertThat(failures(FilaStreamEndedException.class)).isPositive();
		container.stop();
		// One that was under way may still arrive.
		AtomicInteger last = new AtomicInteger();
		await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> {
			int now = asked.get();
			return last.getAndSet(now) == now;
		});
	}

	private Server server(java.util.function.Consumer<StreamObserver<ConsumeResponse>> consume) throws IOException {
		Server server = NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
			.addService(new FilaServiceGrpc.FilaServiceImplBase() {

				@Override
				public void consume(ConsumeRequest request, StreamObserver<ConsumeResponse> responses) {
					consume.accept(responses);
				}

			})
			.build()
			.start();
		this.open.add(server::shutdownNow);
		return server;
	}

	private long failures(Class<? extends Throwable> type) {
		return this.events.stream()
			.filter((event) -> event instanceof FilaListenerFailedEvent failed && failed.isRetried()
					&& type.isInstance(failed.getFailure()))
			.count();
	}

	private FilaListenerContainer listen(FilaClient client, FilaMessageListener listener) {
		FilaListenerContainer container = FilaListenerContainer.builder(client)
			.id("faults")
			.queues("orders")
			.listener(listener)
			.eventPublisher(this.events::add)
			.build();
		container.start();
		this.open.add(container::stop);
		return container;
	}

	private FilaClient client(String address, String apiKey) {
		return keep(FilaClient.builder().address(address).apiKey(apiKey).build());
	}

	private FilaAdmin admin(String address, String apiKey) {
		return keep(FilaAdmin.builder().address(address).apiKey(apiKey).build());
	}

	private <T extends AutoCloseable> T keep(T closeable) {
		this.open.add(closeable);
		return closeable;
	}

}
