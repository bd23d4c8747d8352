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

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.datawarehouse.benchmarks.measure.Load;
import io.datawarehouse.benchmarks.process.ChildProcess;
import io.datawarehouse.benchmarks.process.JavaCommand;
import io.datawarehouse.benchmarks.storage.peer.Peer;
import io.datawarehouse.benchmarks.storage.peer.PeerTarget;
import io.datawarehouse.benchmarks.storage.peer.StoragePeer;
import io.datawarehouse.benchmarks.storage.sink.LinkSpeed;
import io.datawarehouse.benchmarks.storage.sink.SinkServer;

/**
 * The sink processes, one for each speed of the link, which serve all measurements.
 */
final class Sinks implements AutoCloseable {

	private static final Duration START_LIMIT = Duration.ofSeconds(30);

	private static final Duration WARM_UP = Duration.ofSeconds(2);

	private static final int WARM_UP_THREADS = 4;

	private static final String PORT = "port ";

	private final Map<LinkSpeed, ChildProcess> processes = new EnumMap<>(LinkSpeed.class);

	private final Map<LinkSpeed, Integer> ports = new EnumMap<>(LinkSpeed.class);

	/**
	 * Start the sinks, and warm up the fast one, whose code would be measured cold by the
	 * first peers otherwise.
	 * @return the sinks
	 * @throws IOException when a sink does not start
	 * @throws InterruptedException when this thread is interrupted
	 * @throws ExecutionException when a sink does not answer
	 */
	static Sinks start() throws IOException, InterruptedException, ExecutionException {
		Sinks sinks = new Sinks();
		try {
			for (LinkSpeed speed : LinkSpeed.values()) {
				sinks.start(speed);
			}
			sinks.warmUp();
			return sinks;
		}
		catch (IOException | InterruptedException | ExecutionException ex) {
			sinks.close();
			throw ex;
		}
	}

	private void start(LinkSpeed speed) throws IOException, InterruptedException {
		ChildProcess process = ChildProcess.start(JavaCommand.of(SinkServer.class, List.of(speed.id())));
		this.processes.put(speed, process);
		String line = process.awaitLine((candidate) -> candidate.startsWith(PORT), START_LIMIT);
		if (line == null) {
			throw new IOException("The " + speed.id() + " sink did not start: " + process.lines());
		}
		this.ports.put(speed, Integer.valueOf(line.substring(PORT.length())));
	}

	private void warmUp() throws IOException, InterruptedException, ExecutionException {
		byte[] content = new byte[4096];
		try (StoragePeer raw = Peer.RAW.open(new PeerTarget(port(LinkSpeed.FAST)));
				Load puts = new Load(WARM_UP_THREADS, () -> raw.putBytes("warm-up/4096", content));
				Load gets = new Load(WARM_UP_THREADS, () -> raw.getBytes("warm-up/4096"))) {
			puts.run(WARM_UP, Long.MAX_VALUE);
			gets.run(WARM_UP, Long.MAX_VALUE);
		}
	}

	int port(LinkSpeed speed) {
		return this.ports.get(speed);
	}

	@Override
	public void close() {
		this.processes.values().forEach(ChildProcess::close);
	}

}
