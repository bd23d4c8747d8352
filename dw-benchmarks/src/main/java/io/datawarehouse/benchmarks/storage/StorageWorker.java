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

package io.datawarehouse.benchmarks.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.datawarehouse.benchmarks.measure.Load;
import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.measure.ProcessMeter;
import io.datawarehouse.benchmarks.measure.Spent;
import io.datawarehouse.benchmarks.storage.peer.PeerTarget;
import io.datawarehouse.benchmarks.storage.peer.StoragePeer;

/**
 * The forked process: one peer, one operation. Warms up, measures, prints one line, and
 * ends itself even when the peer leaves threads behind.
 *
 * @since 1.0.0
 */
public final class StorageWorker {

	private static final long MAXIMUM_SMALL = 10_000_000;

	private static final long MAXIMUM_LARGE = 200;

	/**
	 * Many threads leave the compiler no processor: after 14 s of 16 threads on 2 cores a
	 * PUT of 4 KiB by the tuned client took 400 us of CPU, after 24 s that began with one
	 * thread it took 73.
	 */
	private static final int WARM_UP_THREADS = 1;

	private final WorkerPlan plan;

	private final StoragePeer peer;

	private StorageWorker(WorkerPlan plan, StoragePeer peer) {
		this.plan = plan;
		this.peer = peer;
	}

	/**
	 * Measure what the arguments say.
	 * @param args a {@link WorkerPlan}
	 */
	public static void main(String[] args) {
		try {
			WorkerPlan plan = WorkerPlan.parse(args);
			try (StoragePeer peer = plan.peer().open(new PeerTarget(plan.port()))) {
				System.out.println(new StorageWorker(plan, peer).measure().toLine());
			}
			System.exit(0);
		}
		catch (Throwable ex) {
			ex.printStackTrace();
			System.exit(1);
		}
	}

	private Measurement measure() throws Exception {
		long maximum = this.plan.operation().isLarge() ? MAXIMUM_LARGE : MAXIMUM_SMALL;
		try (ProcessMeter meter = new ProcessMeter();
				Load warmUp = new Load(WARM_UP_THREADS, operation());
				Load load = new Load(this.plan.operation().threads(), operation())) {
			Memory first = this.plan.operation().isLarge() ? afterOne(warmUp, meter) : null;
			Duration alone = this.plan.warmUp().multipliedBy(3).dividedBy(4);
			warmUp.run(alone, maximum);
			load.run(this.plan.warmUp().minus(alone), maximum);
			Spent before = meter.spent();
			long operations = load.run(this.plan.time(), maximum);
			Spent spent = meter.spent().since(before);
			Memory peak = (first != null) ? first : Memory.of(meter);
			return Measurement.of(operations, this.plan.size(), spent, peak.heap(), peak.rss());
		}
	}

	/**
	 * What one large object takes: later on, the heap is full of what the collector has
	 * not yet seen a reason to collect.
	 */
	private static Memory afterOne(Load load, ProcessMeter meter) throws Exception {
		load.run(Duration.ZERO, 1);
		return Memory.of(meter);
	}

	private Load.Operation operation() {
		String key = "objects/" + this.plan.size();
		if (this.plan.operation().isLarge()) {
			Path source = this.plan.source();
			return this.plan.operation().isPut() ? () -> this.peer.putFile(key, source) : () -> getToFile(key);
		}
		if (this.plan.operation().isPut()) {
			byte[] content = new byte[Math.toIntExact(this.plan.size())];
			return () -> this.peer.putBytes(key, content);
		}
		return () -> requireSize(this.peer.getBytes(key).length);
	}

	/**
	 * The file is removed at once: what that costs is the same for every peer.
	 */
	private void getToFile(String key) throws Exception {
		Path target = this.plan.directory().resolve("target-" + ProcessHandle.current().pid());
		try {
			this.peer.getToFile(key, target);
			requireSize(Files.size(target));
		}
		finally {
			Files.deleteIfExists(target);
		}
	}

	private void requireSize(long size) {
		if (size != this.plan.size()) {
			throw new IllegalStateException("Got " + size + " bytes of " + this.plan.size());
		}
	}

	private record Memory(long heap, long rss) {

		static Memory of(ProcessMeter meter) {
			return new Memory(meter.peakHeap(), meter.peakRss());
		}

	}

}
