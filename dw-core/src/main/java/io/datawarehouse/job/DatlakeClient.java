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

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Map;

import io.datawarehouse.job.DatlakeTransport.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.Resource;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Client of the Datlake catalog's HTTP API. It is safe for use by many threads and does
 * no input or output before its first call.
 * <p>
 * Calls that may safely be made twice (GET and PUT) are retried while their failures are
 * transient; a POST is retried only when no connection could be made. Every failure is a
 * {@link DatlakeException}.
 *
 * @since 1.0.0
 * @see JobContextFactory
 */
public class DatlakeClient implements AutoCloseable {

	private static final String DEFAULT_CONTENT_TYPE = "application/octet-stream";

	private final DatlakeTransport transport;

	private final DatlakePaths paths;

	private final String url;

	private final Runnable onClose;

	DatlakeClient(DatlakeTransport transport, DatlakePaths paths, String url, Runnable onClose) {
		this.transport = transport;
		this.paths = paths;
		this.url = url;
		this.onClose = onClose;
	}

	/**
	 * Start to build a client.
	 * @return a builder with the default settings
	 */
	public static DatlakeClientBuilder builder() {
		return new DatlakeClientBuilder();
	}

	/**
	 * Start a run of a job.
	 * @param jobName the name of the job, not empty, without {@code /} and control
	 * characters
	 * @param metadata what is worth knowing about the run, written as JSON
	 * @return the run
	 * @throws DatlakeException if the catalog did not start the run
	 */
	public StartedRun startRun(String jobName, Map<String, ?> metadata) {
		return startRun(jobName, metadata, UuidV7.next());
	}

	/**
	 * Start a run of a job, or learn of the run that an earlier call with the same key
	 * started.
	 * @param jobName the name of the job, not empty, without {@code /} and control
	 * characters
	 * @param metadata what is worth knowing about the run, written as JSON
	 * @param idempotencyKey the key by which the catalog knows a repeated call
	 * @return the run
	 * @throws DatlakeException if the catalog did not start the run
	 */
	public StartedRun startRun(String jobName, Map<String, ?> metadata, String idempotencyKey) {
		return startRun(jobName, DatlakeJson.object("metadata", metadata), idempotencyKey, true);
	}

	StartedRun startRun(String jobName, ObjectNode metadata, String idempotencyKey, boolean retried) {
		Names.requireJob(jobName);
		Assert.hasText(idempotencyKey, "idempotencyKey must not be empty");
		ObjectNode body = DatlakeJson.object().put("job_name", jobName).set("metadata", metadata);
		String path = DatlakePaths.expand(this.paths.startRun(), Map.of("job", jobName));
		DatlakeCall call = DatlakeCall.post("start-run", path, body, idempotencyKey).about(jobName, null);
		return this.transport.exchange(retried ? call : call.once(), this::startedRun);
	}

	private StartedRun startedRun(Answer answer) {
		ObjectNode json = answer.json();
		String runId = DatlakeJson.text(json, "run_id", "id", "runId");
		if (!StringUtils.hasText(runId)) {
			throw this.transport.errors()
				.notUnderstood(answer.request(), answer.status(),
						"the answer holds no run_id. Check that the address is that of a Datlake catalog");
		}
		answer.observeRun(runId);
		return new StartedRun(runId, DatlakeJson.text(json, "request_id"));
	}

	/**
	 * Tell how a run ended.
	 * @param jobName the name of the job
	 * @param runId the id of the run
	 * @param completion how it ended and what it touched
	 * @throws DatlakeException if the catalog did not take the completion
	 */
	public void completeRun(String jobName, String runId, RunCompletion completion) {
		completeRun(jobName, runId, CompletionPayload.of(completion), true);
	}

	void completeRun(String jobName, String runId, ObjectNode body, boolean retried) {
		Names.requireJob(jobName);
		Names.requireRun(runId);
		String path = DatlakePaths.expand(this.paths.completeRun(), Map.of("job", jobName, "run", runId));
		DatlakeCall call = DatlakeCall.put("complete-run", path, body).about(jobName, runId);
		this.transport.exchange(retried ? call : call.once(), Answer::status);
	}

	/**
	 * Tell everyone who listens to the catalog of an event.
	 * @param eventType the kind of event, not empty
	 * @param jobName the name of the job, or {@code null} if the event is of no job
	 * @param runId the id of the run, or {@code null} if the event is of no run
	 * @param data what happened, written as JSON
	 * @throws DatlakeException if the catalog did not take the event
	 */
	public void broadcastEvent(String eventType, @Nullable String jobName, @Nullable String runId,
			Map<String, ?> data) {
		Names.requireSegment("event type", eventType);
		broadcastEvent(eventType, jobName, runId, DatlakeJson.object("data", data), UuidV7.next(), true);
	}

	void broadcastEvent(String eventType, @Nullable String jobName, @Nullable String runId, ObjectNode data,
			String idempotencyKey, boolean retried) {
		ObjectNode body = DatlakeJson.object()
			.put("event_type", eventType)
			.put("job_name", jobName)
			.put("run_id", runId)
			.set("data", data);
		String path = DatlakePaths.expand(this.paths.events(), Map.of("event_type", eventType));
		DatlakeCall call = DatlakeCall.post("broadcast-event", path, body, idempotencyKey).about(jobName, runId);
		this.transport.exchange(retried ? call : call.once(), Answer::status);
	}

	/**
	 * Look up the latest snapshot of a table.
	 * @param table the name of the table
	 * @return its latest snapshot
	 * @throws DatlakeNotFoundException if the table is not known or has no snapshot
	 * @throws DatlakeException if the look-up failed
	 */
	public TableSnapshot latestSnapshot(String table) {
		return latestSnapshot(table, null, null);
	}

	TableSnapshot latestSnapshot(String table, @Nullable String jobName, @Nullable String runId) {
		Names.requireSegment("table", table);
		String path = DatlakePaths.expand(this.paths.latestSnapshot(), Map.of("table", table));
		return this.transport.exchange(DatlakeCall.get("latest-snapshot", path).about(jobName, runId),
				(answer) -> snapshot(table, answer));
	}

	private static TableSnapshot snapshot(String table, Answer answer) {
		ObjectNode json = answer.json();
		String uri = DatlakeJson.text(json, "uri");
		if (!StringUtils.hasText(uri)) {
			throw new DatlakeNotFoundException(
					"table '%s' has no snapshot yet: %s answered without a uri (request id %s). Register one first."
						.formatted(table, answer.request().endpoint(), answer.request().requestId()),
					answer.request(), answer.status(), null);
		}
		return new TableSnapshot(table, uri, DatlakeJson.text(json, "format"), DatlakeJson.map(json.path("schema")),
				instant(json.path("created_at")), DatlakeJson.text(json, "snapshot_id", "id"));
	}

	/**
	 * Read a time as Python writes it: with a zone or, for UTC, without.
	 */
	private static @Nullable Instant instant(JsonNode node) {
		if (!node.isString()) {
			return null;
		}
		try {
			TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(node.asString().strip().replace(' ', 'T'),
					OffsetDateTime::from, LocalDateTime::from);
			return (time instanceof OffsetDateTime zoned) ? zoned.toInstant()
					: ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Register a new state of a table.
	 * @param registration the table, its data, and the run that wrote it
	 * @return the snapshot, with its id if the catalog told it
	 * @throws DatlakeException if the catalog did not take the snapshot
	 */
	public TableSnapshot registerSnapshot(SnapshotRegistration registration) {
		Map<String, ?> schema = registration.schema();
		JsonNode schemaNode = DatlakeJson.node("schema", schema);
		ObjectNode body = DatlakeJson.object()
			.put("table_name", registration.table())
			.put("uri", registration.uri())
			.put("format", registration.format())
			.<ObjectNode>set("schema", schemaNode)
			.put("job_name", registration.jobName())
			.put("run_id", registration.runId());
		String path = DatlakePaths.expand(this.paths.registerSnapshot(), Map.of());
		DatlakeCall call = DatlakeCall.post("register-snapshot", path, body, UuidV7.next())
			.about(registration.jobName(), registration.runId());
		return this.transport.exchange(call, (answer) -> {
			ObjectNode json = answer.json();
			return new TableSnapshot(registration.table(), registration.uri(), registration.format(),
					DatlakeJson.map(schemaNode), instant(json.path("created_at")),
					DatlakeJson.text(json, "snapshot_id", "id", "job_id"));
		});
	}

	/**
	 * Upload a file that belongs to a run, streaming it.
	 * @param bucket the bucket
	 * @param object the key of the object, may contain {@code /}
	 * @param content the content; read again when the call is retried, unless it is an
	 * open stream
	 * @return where the artifact lies
	 * @throws DatlakeException if the catalog did not take the artifact
	 */
	public String uploadArtifact(String bucket, String object, Resource content) {
		return uploadArtifact(bucket, object, content, DEFAULT_CONTENT_TYPE);
	}

	/**
	 * Upload a file that belongs to a run, streaming it.
	 * @param bucket the bucket
	 * @param object the key of the object, may contain {@code /}
	 * @param content the content; read again when the call is retried, unless it is an
	 * open stream
	 * @param contentType the type of the content, such as {@code text/plain}
	 * @return where the artifact lies
	 * @throws DatlakeException if the catalog did not take the artifact
	 */
	public String uploadArtifact(String bucket, String object, Resource content, String contentType) {
		Names.requireSegment("bucket", bucket);
		for (String segment : object.split("/", -1)) {
			Names.requireSegment("segment of object '" + object + "'", segment);
		}
		Assert.hasText(contentType, "contentType must not be empty");
		String path = DatlakePaths.expand(this.paths.uploadArtifact(), Map.of("bucket", bucket, "object", object));
		return this.transport.exchange(DatlakeCall.put("upload-artifact", path, content, contentType), (answer) -> {
			String uri = DatlakeJson.text(answer.json(), "uri");
			return StringUtils.hasText(uri) ? uri : "s3://" + bucket + "/" + object;
		});
	}

	/**
	 * Check that the catalog is up and takes the API key. It is one call without retries.
	 * @throws DatlakeException if the catalog is not up or does not take the key
	 */
	public void probe() {
		this.transport.exchange(DatlakeCall.probe(DatlakePaths.expand(this.paths.probe(), Map.of())), Answer::status);
	}

	/**
	 * The address of the catalog.
	 * @return the address, without credentials
	 */
	public String getUrl() {
		return this.url;
	}

	/**
	 * What the catalog has called itself so far, as told by the header {@code Server}.
	 * @return the name, or {@code null} if it has not told one yet
	 */
	public @Nullable String getServer() {
		return this.transport.server();
	}

	/**
	 * Free the connections that the client opened. With a request factory of the user's
	 * it has none of its own. Later calls fail.
	 */
	@Override
	public void close() {
		this.onClose.run();
	}

	@Override
	public String toString() {
		return "DatlakeClient[" + this.url + "]";
	}

}
