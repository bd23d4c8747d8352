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

package io.datawarehouse.observation;

import java.util.List;

import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.docs.ObservationDocumentation;
import org.jspecify.annotations.Nullable;

/**
 * The observations of the DataWarehouse clients: one per client, with the operation as a
 * key.
 *
 * @since 1.0.0
 */
public enum DwObservation implements ObservationDocumentation {

	/**
	 * An operation on the object store.
	 */
	STORAGE("dw.storage", DwKeyName.BUCKET, DwKeyName.URI, "abort-stale-uploads", "bucket-exists", "copy",
			"create-bucket", "delete", "delete-all", "delete-bucket", "delete-version", "download-directory",
			"download-file", "empty-bucket", "ensure-bucket", "execute", "exists", "get-tags", "head", "head-version",
			"list", "list-buckets", "list-versions", "move", "presign-delete", "presign-get", "presign-head",
			"presign-put", "probe", "retrieve", "retrieve-version", "set-tags", "sha256", "store", "sync",
			"upload-directory", "upload-file"),

	/**
	 * A call to the Datlake catalog.
	 */
	JOBS("dw.jobs", DwKeyName.JOB, DwKeyName.RUN, "broadcast-event", "complete-run", "latest-snapshot", "probe",
			"register-snapshot", "start-run", "upload-artifact"),

	/**
	 * A call to the Fila broker.
	 */
	FILA("dw.fila", DwKeyName.QUEUE, DwKeyName.MESSAGE, "ack", "consume", "create-api-key", "create-queue",
			"delete-queue", "enqueue", "enqueue-all", "ensure-queue", "get-acl", "get-config", "list-api-keys",
			"list-config", "list-queues", "nack", "redrive", "revoke-api-key", "set-acl", "set-config", "stats");

	private final String name;

	private final DwKeyName target;

	private final DwKeyName detail;

	private final List<String> operations;

	private final DwObservationConvention convention = new DefaultDwObservationConvention();

	DwObservation(String name, DwKeyName target, DwKeyName detail, String... operations) {
		this.name = name;
		this.target = target;
		this.detail = detail;
		this.operations = List.of(operations);
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
		return DefaultDwObservationConvention.class;
	}

	@Override
	public KeyName[] getLowCardinalityKeyNames() {
		return new KeyName[] { DwKeyName.OPERATION, DwKeyName.OUTCOME, this.target };
	}

	@Override
	public KeyName[] getHighCardinalityKeyNames() {
		return new KeyName[] { this.detail };
	}

	/**
	 * What happens in the course of an operation.
	 * @return the events, none for the broker: the client makes no call to it again
	 */
	@Override
	public Observation.Event[] getEvents() {
		return (this != FILA) ? DwObservationEvent.values() : EMPTY_EVENT_NAMES;
	}

	/**
	 * The values of the key {@code operation}.
	 * @return the names of all operations, in their order
	 */
	public List<String> getOperations() {
		return this.operations;
	}

	/**
	 * Create the observation of one operation, not started yet. Run it with
	 * {@link Observation#observe} or its checked sibling, and nowhere else.
	 * @param registry the registry that is told of the observation
	 * @param convention the convention that names it, or {@code null} for the default. A
	 * plain {@link DefaultDwObservationConvention} gives way to the global conventions of
	 * the registry, as the default does
	 * @param operation the operation, such as {@code retrieve}: of low cardinality
	 * @param target the bucket, job or queue, or {@code null} if there is none
	 * @param detail the URI, run id or message id, or {@code null} if there is none
	 * @return a new observation, a no-op if the registry is
	 */
	public Observation operation(ObservationRegistry registry, @Nullable DwObservationConvention convention,
			String operation, @Nullable String target, @Nullable Object detail) {
		boolean plain = convention != null && convention.getClass() == DefaultDwObservationConvention.class;
		return observation(plain ? null : convention, plain ? convention : this.convention,
				() -> new DwObservationContext(this, operation, target, detail), registry);
	}

	/**
	 * Note that a call is made again, in the operation that the calling thread is in.
	 * Does nothing if it is in none of this client.
	 * @param registry the registry that was told of the operation
	 */
	public void retrying(ObservationRegistry registry) {
		Observation current = registry.getCurrentObservation();
		if (current != null && current.getContext() instanceof DwObservationContext context
				&& context.getObservation() == this) {
			current.event(DwObservationEvent.RETRY);
		}
	}

	DwKeyName targetKey() {
		return this.target;
	}

	DwKeyName detailKey() {
		return this.detail;
	}

}
