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

package io.datawarehouse.fila;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.google.common.util.concurrent.MoreExecutors;
import io.datawarehouse.observation.DwObservation;
import io.datawarehouse.observation.DwObservationContext;
import io.datawarehouse.observation.DwObservationConvention;
import io.grpc.CallOptions;
import io.grpc.ChannelCredentials;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Codec;
import io.grpc.ConnectivityState;
import io.grpc.DecompressorRegistry;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a client: the one place that builds a channel, makes a call, observes
 * it and maps its failure. It does not connect before the first call.
 */
final class FilaConnection {

	/**
	 * How long a probe gives a connection that was lost to come back.
	 */
	private static final long RECONNECT_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final LazyChannel channel;

	private final String target;

	private final Deadlines deadlines;

	private final ObservationRegistry observationRegistry;

	private final @Nullable DwObservationConvention observationConvention;

	FilaConnection(FilaConnectionBuilder<?> settings) {
		FilaAddresses addresses = FilaAddresses.parse(settings.addresses);
		this.target = addresses.toString();
		this.channel = channel(addresses, settings);
		this.deadlines = new Deadlines(settings.deadline.toNanos());
		this.observationRegistry = settings.observationRegistry;
		this.observationConvention = settings.observationConvention;
	}

	/**
	 * What the settings say is taken now: their builder may be changed and used again.
	 */
	private static LazyChannel channel(FilaAddresses addresses, FilaConnectionBuilder<?> settings) {
		ChannelCredentials credentials = (settings.tls != null) ? settings.tls.credentials() : null;
		long keepAliveMillis = settings.keepAlive.toMillis();
		long reconnectMillis = settings.maxReconnectInterval.toMillis();
		int maxInboundMessageSize = settings.maxInboundMessageSize;
		int flowControlWindow = settings.flowControlWindow;
		String apiKey = settings.apiKey;
		return new LazyChannel(() -> {
			ManagedChannel channel = NettyChannelBuilder
				.forTarget(FilaNameResolver.target(addresses),
						(credentials != null) ? credentials : InsecureChannelCredentials.create())
				.keepAliveTime(keepAliveMillis, TimeUnit.MILLISECONDS)
				.maxInboundMessageSize(maxInboundMessageSize)
				.flowControlWindow(flowControlWindow)
				.disableRetry()
				// To offer compression costs a header of each call, and no broker uses
				// it.
				.decompressorRegistry(DecompressorRegistry.emptyInstance().with(Codec.Identity.NONE, false))
				.build();
			Reconnector.watch(channel, reconnectMillis);
			return channel;
		}, (channel) -> (apiKey != null) ? ClientInterceptors.intercept(channel,
				MetadataUtils.newAttachHeadersInterceptor(authorization(apiKey))) : channel);
	}

	private static Metadata authorization(String apiKey) {
		Metadata metadata = new Metadata();
		metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + apiKey);
		return metadata;
	}

	/**
	 * Make an observed call and wait for its answer.
	 */
	<Q, R> R call(FilaCall call, MethodDescriptor<Q, R> method, Q request) {
		Observation observation = observation(call);
		return observation.observe(() -> exchange(call, method, request));
	}

	/**
	 * Make an observed call of which one failure is as good as an answer.
	 * @return the answer, or {@code null} if the call failed so
	 */
	<Q, R> @Nullable R callUnless(String acceptedCode, FilaCall call, MethodDescriptor<Q, R> method, Q request) {
		return observation(call).observe(() -> {
			try {
				return exchange(call, method, request);
			}
			catch (FilaException ex) {
				if (acceptedCode.equals(ex.getCode())) {
					return null;
				}
				throw ex;
			}
		});
	}

	/**
	 * Make an observed call whose answer tells the message that it is about.
	 */
	<Q, R> String call(FilaCall call, MethodDescriptor<Q, R> method, Q request, Function<R, String> messageId) {
		Observation observation = observation(call);
		return observation.observe(() -> {
			String id = messageId.apply(exchange(call, method, request));
			if (observation.getContext() instanceof DwObservationContext context) {
				context.setDetail(id);
			}
			return id;
		});
	}

	private <Q, R> R exchange(FilaCall call, MethodDescriptor<Q, R> method, Q request) {
		requireOpen();
		ClientCall<Q, R> rpc = this.channel.calls().newCall(method, Options.TRANSPORT_THREAD);
		BlockingCall<R> answer = new BlockingCall<>();
		try {
			Status status = answer.exchange(rpc, request, this.deadlines.nanos());
			if (status == null) {
				rpc.cancel("no answer in time", null);
				status = late();
			}
			R response = answer.response();
			if (status.isOk() && response != null) {
				return response;
			}
			throw FilaErrors.map(call, this.target, failureOf(status), answer.trailers());
		}
		catch (InterruptedException ex) {
			rpc.cancel("the calling thread was interrupted", ex);
			Thread.currentThread().interrupt();
			throw FilaErrors.map(call, this.target,
					Status.CANCELLED.withDescription("Thread interrupted").withCause(ex), null);
		}
	}

	/**
	 * How a call ends that took too long.
	 */
	Status late() {
		return Status.DEADLINE_EXCEEDED.withDescription("no answer within " + Duration.ofNanos(this.deadlines.nanos())
				+ ", the connection is " + this.channel.get().getState(false));
	}

	static Status failureOf(Status status) {
		return status.isOk() ? Status.INTERNAL.withDescription("the broker sent no answer") : status;
	}

	/**
	 * Make an observed call without waiting for its answer.
	 */
	<Q, R, T> CompletableFuture<T> callAsync(FilaCall call, MethodDescriptor<Q, R> method, Q request,
			Function<R, T> answer, boolean onTransport) {
		return callAsync(observation(call), call, method, request, answer, onTransport);
	}

	/**
	 * Make a call without waiting for its answer.
	 * @param observation the observation of the call, or {@code null} for none
	 * @param onTransport whether the future is completed on the thread of the transport,
	 * which must not be blocked, or on one that may be
	 */
	<Q, R, T> CompletableFuture<T> callAsync(@Nullable Observation observation, FilaCall call,
			MethodDescriptor<Q, R> method, Q request, Function<R, T> answer, boolean onTransport) {
		if (this.channel.isClosed()) {
			return CompletableFuture.failedFuture(closed());
		}
		ClientCall<Q, R> rpc = this.channel.calls()
			.newCall(method, onTransport ? Options.TRANSPORT_THREAD : CallOptions.DEFAULT);
		AsyncCall<R, T> future = new AsyncCall<>(this, call, rpc, answer,
				(observation != null) ? observation : Observation.NOOP);
		future.start(rpc, request);
		return future;
	}

	/**
	 * Make a call whose answers come to a listener one after the other, on threads of
	 * gRPC that may be blocked.
	 */
	<Q, R> ClientCall<Q, R> blockableStream(MethodDescriptor<Q, R> method) {
		requireOpen();
		return this.channel.calls().newCall(method, CallOptions.DEFAULT);
	}

	/**
	 * Make a call whose answers come to a listener on the thread of the transport, so it
	 * must not block.
	 */
	<Q, R> ClientCall<Q, R> stream(MethodDescriptor<Q, R> method) {
		requireOpen();
		return this.channel.calls().newCall(method, Options.TRANSPORT_THREAD);
	}

	Observation observation(FilaCall call) {
		return DwObservation.FILA.operation(this.observationRegistry, this.observationConvention, call.operation(),
				call.queue(), call.messageId());
	}

	FilaException failure(FilaCall call, Status status, @Nullable Metadata trailers) {
		return FilaErrors.map(call, this.target, status, trailers);
	}

	/**
	 * How a subscription ended: an end in order is none that a reader expects.
	 */
	FilaException endOfStream(FilaCall call, Status status, @Nullable Metadata trailers) {
		return status.isOk() ? new FilaStreamEndedException(
				"The broker at " + this.target + " ended the subscription to queue '" + call.queue()
						+ "' in order, as it does when the leader of the queue moves. Subscribe again.",
				call.queue(), null, null) : failure(call, status, trailers);
	}

	Deadlines deadlines() {
		return this.deadlines;
	}

	String target() {
		return this.target;
	}

	String state() {
		return this.channel.state().name();
	}

	private void requireOpen() {
		if (this.channel.isClosed()) {
			throw closed();
		}
	}

	private IllegalStateException closed() {
		return new IllegalStateException("The Fila client for " + this.target + " is closed");
	}

	/**
	 * Connect if need be and see whether that works within the limit.
	 */
	FilaProbe probe(Duration limit) {
		FilaConnectionBuilder.requirePositive(limit, "limit of the probe");
		long start = System.nanoTime();
		// A broker that came back is found at once, not after the back-off.
		this.channel.get().resetConnectBackoff();
		ConnectivityState state = this.channel.get().getState(true);
		boolean failed = state == ConnectivityState.TRANSIENT_FAILURE;
		// A channel that has failed says so until it is ready: a new failure is not told.
		long nanos = failed ? Math.min(limit.toNanos(), RECONNECT_NANOS) : limit.toNanos();
		long end = start + nanos;
		while (!isFinal(state, failed) && awaitChange(state, end - System.nanoTime())) {
			state = this.channel.get().getState(true);
		}
		return new FilaProbe(state == ConnectivityState.READY, state.name(),
				Duration.ofNanos(System.nanoTime() - start));
	}

	private static boolean isFinal(ConnectivityState state, boolean failedBefore) {
		return switch (state) {
			case READY, SHUTDOWN -> true;
			case TRANSIENT_FAILURE -> !failedBefore;
			default -> false;
		};
	}

	private boolean awaitChange(ConnectivityState state, long nanos) {
		CountDownLatch changed = new CountDownLatch(1);
		this.channel.get().notifyWhenStateChanged(state, changed::countDown);
		try {
			return changed.await(nanos, TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * Take no more calls. Those in progress end by themselves, by their deadline at the
	 * latest.
	 */
	void close() {
		this.channel.close();
	}

	/**
	 * Made by the first call, as the channel is: an application starts earlier without
	 * the classes of gRPC.
	 */
	private static final class Options {

		/**
		 * For calls whose listener does not block. gRPC knows this executor and does
		 * without a queue.
		 */
		static final CallOptions TRANSPORT_THREAD = CallOptions.DEFAULT.withExecutor(MoreExecutors.directExecutor());

	}

}
