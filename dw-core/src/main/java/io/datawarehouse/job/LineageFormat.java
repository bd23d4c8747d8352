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

package io.datawarehouse.job;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what is told of a run besides the Datlake catalog.
 *
 * @since 1.0.0
 * @see io.datawarehouse.job.openlineage.OpenLineageFormat
 */
public interface LineageFormat {

	/**
	 * The event of a run that starts.
	 * @param run the run
	 * @return the event
	 */
	ObjectNode start(Start run);

	/**
	 * The event of a run that has ended.
	 * @param start the event of its start; it is not changed
	 * @param end how it ended
	 * @return the event
	 */
	ObjectNode end(ObjectNode start, End end);

	/**
	 * A run that starts.
	 *
	 * @param runId its id, an UUID
	 * @param namespace the namespace of its job
	 * @param jobName the name of its job
	 * @param at when it starts
	 * @param parent the run that it is part of, or {@code null}
	 * @param nominalStart the time that it is for, or {@code null}
	 * @param nominalEnd the end of that time, or {@code null}
	 */
	record Start(String runId, String namespace, String jobName, Instant at, @Nullable ParentRun parent,
			@Nullable Instant nominalStart, @Nullable Instant nominalEnd) {
	}

	/**
	 * How a run ended.
	 *
	 * @param at when it ended
	 * @param outcome how it ended
	 * @param error why it failed, or {@code null}
	 * @param stackTrace where it failed, or {@code null}
	 * @param inputs what it read
	 * @param outputs what it wrote
	 */
	record End(Instant at, Outcome outcome, @Nullable String error, @Nullable String stackTrace,
			List<LineageDataset> inputs, List<LineageDataset> outputs) {
	}

	/**
	 * Ways for a run to end.
	 */
	enum Outcome {

		/**
		 * It succeeded.
		 */
		COMPLETE,

		/**
		 * It failed.
		 */
		FAIL,

		/**
		 * It was stopped from outside.
		 */
		ABORT

	}

}
