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

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.datawarehouse.benchmarks.measure.Measurement;
import io.datawarehouse.benchmarks.storage.peer.Peer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * One finished fork, as it is kept.
 *
 * @param run the run that the fork belongs to
 * @param operation what was measured
 * @param peer the client that was measured
 * @param round the round of the run, from 0
 * @param start when the fork was started
 * @param figures the figures, or {@code null} when the fork failed
 * @param failure why the fork failed, or {@code null}
 */
record FinishedFork(Run run, StorageOperation operation, Peer peer, int round, Instant start,
		@Nullable Measurement figures, @Nullable String failure) {

	private static final JsonMapper MAPPER = JsonMapper.builder().build();

	FinishedFork {
		if ((figures == null) == (failure == null)) {
			throw new IllegalArgumentException("A fork has figures or a failure, had " + figures + " and " + failure);
		}
	}

	static FinishedFork parse(String line) {
		Line fork = MAPPER.readValue(line, Line.class);
		Run run = new Run(Instant.parse(fork.run), fork.commit, (fork.note != null) ? fork.note : "");
		return new FinishedFork(run, StorageOperation.of(fork.scenario), Peer.of(fork.peer), fork.fork,
				Instant.parse(fork.start), fork.figures, fork.failure);
	}

	/**
	 * Write this as one line of JSON for {@link #parse}.
	 * @return the line, without its end
	 */
	String toLine() {
		return MAPPER.writeValueAsString(new Line(this.run.start().toString(), this.run.commit(),
				this.run.note().isEmpty() ? null : this.run.note(), this.operation.id(), this.peer.id(), this.round,
				this.start.toString(), this.figures, this.failure));
	}

	/**
	 * What a line says.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	private record Line(String run, String commit, @Nullable String note, String scenario, String peer, int fork,
			String start, @Nullable Measurement figures, @Nullable String failure) {

	}

}
