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

package io.datawarehouse.benchmarks.measure;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;

/**
 * Meters this process. The use of the heap is sampled; so are the allocations of each
 * thread, because those of a thread that has ended can no longer be asked for.
 *
 * @since 1.0.0
 */
public final class ProcessMeter implements AutoCloseable {

	private static final long SAMPLE_MILLIS = 20;

	private static final Path STATUS = Path.of("/proc/self/status");

	private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

	private final Map<Long, Long> allocatedByThread = new HashMap<>();

	private final ScheduledExecutorService sampler;

	private long peakHeap;

	/**
	 * Start to meter.
	 */
	public ProcessMeter() {
		this.sampler = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "meter");
			thread.setDaemon(true);
			return thread;
		});
		this.sampler.scheduleAtFixedRate(this::sample, 0, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
	}

	private synchronized void sample() {
		this.peakHeap = Math.max(this.peakHeap, this.memory.getHeapMemoryUsage().getUsed());
		long[] ids = this.threads.getAllThreadIds();
		long[] allocated = this.threads.getThreadAllocatedBytes(ids);
		for (int i = 0; i < ids.length; i++) {
			if (allocated[i] >= 0) {
				this.allocatedByThread.put(ids[i], allocated[i]);
			}
		}
	}

	/**
	 * Return what this process has spent so far.
	 * @return the totals
	 */
	public synchronized Spent spent() {
		sample();
		long allocated = this.allocatedByThread.values().stream().mapToLong(Long::longValue).sum();
		return new Spent(System.nanoTime(), this.system.getProcessCpuTime(), allocated);
	}

	/**
	 * Return the highest use of the heap since the meter started, garbage included.
	 * @return bytes
	 */
	public synchronized long peakHeap() {
		sample();
		return this.peakHeap;
	}

	/**
	 * Return the highest resident memory of this process since it started.
	 * @return bytes, or 0 where the system does not tell
	 */
	public long peakRss() {
		try {
			return Files.exists(STATUS) ? highWaterMark(Files.readString(STATUS)) : 0;
		}
		catch (IOException ex) {
			return 0;
		}
	}

	static long highWaterMark(String status) {
		return status.lines()
			.filter((line) -> line.startsWith("VmHWM:"))
			.map((line) -> line.replaceAll("\\D", ""))
			.mapToLong((kibibytes) -> Long.parseLong(kibibytes) * 1024)
			.findFirst()
			.orElse(0);
	}

	@Override
	public void close() {
		this.sampler.shutdownNow();
	}

}
