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

package io.datawarehouse.benchmarks.fila;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.datawarehouse.benchmarks.measure.Load;
import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.measure.ProcessMeter;
import io.datawarehouse.benchmarks.measure.Spent;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaMessage;

/**
 * The forked process: one peer, one scenario. Warms up, measures, prints its figures, and
 * ends itself.
 *
 * @since 1.0.0
 */
public final class FilaWorker {

	static final Map<String, String> HEADERS = Map.of("tenant", "acme", "content-type", "application/json");

	static final int PAYLOAD = 1024;

	private static final int PIPELINED = 500;

	private static final long RATE_NANOS = 5_000_000;

	private static final int SKIPPED_LATENCIES = 100;

	private static final long MAXIMUM = 10_000_000;

	private static final long LATENCY_LIMIT_SECONDS = 240;

	private final FilaPlan plan;

	private final FilaPeerClient client;

	private FilaWorker(FilaPlan plan, FilaPeerClient client) {
		this.plan = plan;
		this.client = client;
	}

	/**
	 * Measure what the arguments say.
	 * @param args a {@link FilaPlan}
	 */
	public static void main(String[] args) {
		try {
			FilaPlan plan = FilaPlan.parse(args);
			try (FilaPeerClient client = plan.peer().open(plan.address(), plan.queue())) {
				FilaWorker worker = new FilaWorker(plan, client);
				Measurement measurement = plan.scenario().isEnqueue() ? worker.enqueue()
						: (plan.scenario() == FilaScenario.LATENCY) ? worker.latency() : worker.consume();
				System.out.println(measurement.toLine());
			}
			System.exit(0);
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			System.exit(1);
		}
	}

	private Measurement enqueue() throws Exception {
		boolean pipelined = this.plan.scenario() == FilaScenario.ENQUEUE_PIPELINED;
		byte[] payload = new byte[PAYLOAD];
		Load.Operation operation = pipelined ? () -> this.client.enqueueMany(payload, PIPELINED)
				: () -> this.client.enqueue(payload);
		try (ProcessMeter meter = new ProcessMeter(); Load load = new Load(this.plan.scenario().threads(), operation)) {
			load.run(this.plan.warmUp(), MAXIMUM);
			Spent before = meter.spent();
			long operations = load.run(this.plan.time(), MAXIMUM) * (pipelined ? PIPELINED : 1);
			return measurement(meter, before, operations);
		}
	}

	/**
	 * The queue is filled first, with more than can be handled in the time.
	 */
	private Measurement consume() throws Exception {
		fill();
		AtomicInteger handled = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(1);
		try (ProcessMeter meter = new ProcessMeter()) {
			this.client.consume(this.plan.scenario().threads(), (payload) -> {
				if (handled.incrementAndGet() == this.plan.messages()) {
					done.countDown();
				}
			});
			if (await(done, this.plan.warmUp())) {
				throw new IllegalStateException(
						"All " + this.plan.messages() + " messages were handled within the warm-up");
			}
			Spent before = meter.spent();
			int from = handled.get();
			await(done, this.plan.time());
			return measurement(meter, before, handled.get() - from);
		}
	}

	private void fill() {
		try (FilaClient filler = FilaClient.builder().address(this.plan.address()).build()) {
			FilaMessage message = new FilaMessage(HEADERS, new byte[PAYLOAD]);
			for (int left = this.plan.messages(); left > 0; left -= PIPELINED) {
				filler.enqueueAll(this.plan.queue(), Collections.nCopies(Math.min(left, PIPELINED), message))
					.forEach((result) -> result.requireMessageId());
			}
		}
	}

	private static boolean await(CountDownLatch latch, Duration time) throws InterruptedException {
		return latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
	}

	private static void await(CountDownLatch latch, AtomicInteger handled) throws InterruptedException {
		if (!latch.await(LATENCY_LIMIT_SECONDS, TimeUnit.SECONDS)) {
			throw new IllegalStateException(
					"Only " + handled + " messages were handled in " + LATENCY_LIMIT_SECONDS + " seconds");
		}
	}

	/**
	 * The time at which it was sent travels in the message.
	 */
	private Measurement latency() throws Exception {
		Duration all = this.plan.warmUp().plus(this.plan.time());
		int count = Math.toIntExact(all.toNanos() / RATE_NANOS);
		long[] nanos = new long[count];
		AtomicInteger handled = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(count);
		try (ProcessMeter meter = new ProcessMeter()) {
			this.client.consume(1, (payload) -> {
				nanos[handled.getAndIncrement()] = System.nanoTime() - ByteBuffer.wrap(payload).getLong();
				done.countDown();
			});
			Spent before = meter.spent();
			long next = System.nanoTime();
			for (int i = 0; i < count; i++) {
				next += RATE_NANOS;
				LockSupport.parkNanos(next - System.nanoTime());
				this.client.enqueue(ByteBuffer.allocate(PAYLOAD).putLong(System.nanoTime()).array());
			}
			await(done, handled);
			int warmUp = Math.min(Math.toIntExact(this.plan.warmUp().toNanos() / RATE_NANOS) + SKIPPED_LATENCIES,
					count / 2);
			System.out.println(Latencies.of(Arrays.copyOfRange(nanos, warmUp, count)).toLine());
			return measurement(meter, before, count);
		}
	}

	private static Measurement measurement(ProcessMeter meter, Spent before, long operations) {
		return Measurement.of(operations, PAYLOAD, meter.spent().since(before), meter.peakHeap(), meter.peakRss());
	}

}
