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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is known of one run until all of it is delivered.
 */
final class RunEntry {

	private final String ref;

	private final String jobName;

	private final ObjectNode metadata;

	private final String idempotencyKey;

	private final Map<OutboxTarget, Deque<OwedEvent>> events = new EnumMap<>(OutboxTarget.class);

	private final CompletableFuture<Settlement> settled = new CompletableFuture<>();

	private volatile @Nullable String runId;

	private volatile @Nullable ObjectNode completion;

	private volatile @Nullable ObjectNode lineage;

	private volatile boolean closed;

	private volatile long owedSince;

	private long failedAt = -1;

	private int failures;

	RunEntry(String ref, String jobName, ObjectNode metadata, String idempotencyKey) {
		this.ref = ref;
		this.jobName = jobName;
		this.metadata = metadata;
		this.idempotencyKey = idempotencyKey;
		for (OutboxTarget target : OutboxTarget.values()) {
			this.events.put(target, new ArrayDeque<>(0));
		}
	}

	/**
	 * Our own id of the run, which serves until the catalog gave its own.
	 */
	String ref() {
		return this.ref;
	}

	String jobName() {
		return this.jobName;
	}

	ObjectNode metadata() {
		return this.metadata;
	}

	String idempotencyKey() {
		return this.idempotencyKey;
	}

	@Nullable String runId() {
		return this.runId;
	}

	void setRunId(String runId) {
		this.runId = runId;
	}

	@Nullable ObjectNode completion() {
		return this.completion;
	}

	/**
	 * The run has ended: it takes no further event.
	 */
	synchronized void setCompletion(ObjectNode completion) {
		this.completion = completion;
		this.owedSince = System.currentTimeMillis();
	}

	long owedSince() {
		return this.owedSince;
	}

	/**
	 * What every OpenLineage event of the run tells, or {@code null} if none is sent.
	 */
	@Nullable ObjectNode lineage() {
		return this.lineage;
	}

	void setLineage(@Nullable ObjectNode lineage) {
		this.lineage = lineage;
	}

	/**
	 * Whether nothing more is owed to the catalog.
	 */
	boolean isClosed() {
		return this.closed;
	}

	void setClosed() {
		this.closed = true;
	}

	/**
	 * Whether nothing more is owed to anybody.
	 */
	synchronized boolean isThrough() {
		return this.closed && pendingEvents() == 0;
	}

	/**
	 * Take an event, unless the run has ended.
	 */
	synchronized boolean offer(OwedEvent event) {
		return this.completion == null && queue(event.target()).add(event);
	}

	/**
	 * Take an event that was noted before.
	 */
	synchronized void restore(OwedEvent event) {
		queue(event.target()).add(event);
	}

	synchronized @Nullable OwedEvent peek(OutboxTarget target) {
		return queue(target).peek();
	}

	synchronized boolean remove(OwedEvent event) {
		Deque<OwedEvent> queue = queue(event.target());
		// Nearly always the first.
		return (queue.peek() == event) ? queue.poll() != null : queue.remove(event);
	}

	synchronized List<OwedEvent> events() {
		List<OwedEvent> all = new ArrayList<>();
		this.events.values().forEach(all::addAll);
		return all;
	}

	synchronized List<OwedEvent> events(OutboxTarget target) {
		return List.copyOf(queue(target));
	}

	synchronized int pendingEvents() {
		int count = 0;
		for (Deque<OwedEvent> queue : this.events.values()) {
			count += queue.size();
		}
		return count;
	}

	private Deque<OwedEvent> queue(OutboxTarget target) {
		return this.events.get(target);
	}

	/**
	 * Note that the catalog failed at what is next while it may take other things.
	 * @param others how much was delivered in all
	 * @return how often it has failed though something else was delivered in between
	 */
	synchronized int failed(long others) {
		if (others > this.failedAt && this.failedAt >= 0) {
			this.failures++;
		}
		this.failedAt = others;
		return this.failures;
	}

	/**
	 * Note that what was next is out of the way.
	 */
	synchronized void advanced() {
		this.failures = 0;
		this.failedAt = -1;
	}

	/**
	 * Done when the completion was delivered, was refused, or is to be delivered later.
	 */
	CompletableFuture<Settlement> settled() {
		return this.settled;
	}

	@Override
	public String toString() {
		String runId = this.runId;
		return "run " + ((runId != null) ? runId : this.ref + " (not started in the catalog)") + " of job '"
				+ this.jobName + "'";
	}

	/**
	 * What became of a completion.
	 *
	 * @param postponed whether it is delivered later
	 * @param failure why it was refused, or {@code null} if it was not
	 */
	record Settlement(boolean postponed, @Nullable RuntimeException failure) {

		static final Settlement DELIVERED = new Settlement(false, null);

		static final Settlement POSTPONED = new Settlement(true, null);

	}

}
