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

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/**
 * The tables that a run reads and writes. Each is noted as an input or an output.
 */
final class RunTables {

	private final JobContextFactory factory;

	private final JobContext job;

	RunTables(JobContextFactory factory, JobContext job) {
		this.factory = factory;
		this.job = job;
	}

	TableSnapshot latest(String table) {
		TableSnapshot snapshot = this.factory.snapshots()
			.get(table, () -> this.factory.getClient().latestSnapshot(table, this.job.jobName(), this.job.runId()));
		this.job.notes().input(LineageDataset.of(snapshot));
		return snapshot;
	}

	TableSnapshot register(String table, String uri, String format, @Nullable Map<String, ?> schema) {
		TableSnapshot snapshot = this.factory.getClient()
			.registerSnapshot(
					new SnapshotRegistration(table, uri, format, schema, this.job.jobName(), this.job.runId()));
		this.factory.snapshots().forget(table);
		this.job.notes().output(LineageDataset.of(snapshot));
		return snapshot;
	}

	InputStream read(String table) throws IOException {
		JobData data = this.factory.data();
		return data.open(latest(table).uri());
	}

	TableSnapshot write(String table, String uri, String format, Resource content) throws IOException {
		this.factory.data().write(uri, content);
		return register(table, uri, format, null);
	}

	TableSnapshot write(String table, String uri, String format, DataWriter content) throws IOException {
		this.factory.data().write(uri, content);
		return register(table, uri, format, null);
	}

}
