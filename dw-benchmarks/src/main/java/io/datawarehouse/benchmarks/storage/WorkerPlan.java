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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.datawarehouse.benchmarks.storage.peer.Peer;

/**
 * What one forked process measures.
 *
 * @param peer the client
 * @param operation the operation
 * @param size the bytes of one object
 * @param port the port of the sink
 * @param warmUp how long to repeat the operation before it is measured
 * @param time how long to measure
 * @param directory where large objects are read from and written to
 */
record WorkerPlan(Peer peer, StorageOperation operation, long size, int port, Duration warmUp, Duration time,
		Path directory) {

	static WorkerPlan parse(String[] arguments) {
		return new WorkerPlan(Peer.of(arguments[0]), StorageOperation.of(arguments[1]), Long.parseLong(arguments[2]),
				Integer.parseInt(arguments[3]), Duration.parse(arguments[4]), Duration.parse(arguments[5]),
				Path.of(arguments[6]));
	}

	List<String> toArguments() {
		return List.of(this.peer.id(), this.operation.id(), Long.toString(this.size), Integer.toString(this.port),
				this.warmUp.toString(), this.time.toString(), this.directory.toString());
	}

	/**
	 * Return the file that large objects are made from, which all processes share.
	 * @return the file
	 */
	Path source() {
		return source(this.directory, this.size);
	}

	static Path source(Path directory, long size) {
		return directory.resolve("source-" + size);
	}

}
