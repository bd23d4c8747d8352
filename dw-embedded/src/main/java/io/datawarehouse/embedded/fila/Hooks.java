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

package io.datawarehouse.embedded.fila;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

import com.google.protobuf.ByteString;
import io.datawarehouse.embedded.fila.OnEnqueue.Incoming;
import io.datawarehouse.embedded.fila.OnEnqueue.Routing;
import io.datawarehouse.embedded.fila.OnFailure.Decision;
import io.datawarehouse.embedded.fila.OnFailure.Failure;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What decides about the messages of queues: Java callbacks of this process, or else the
 * scripts with which a queue was created. May block, so it has threads of its own.
 */
final class Hooks {

	private static final Logger logger = LoggerFactory.getLogger(Hooks.class);

	/**
	 * How many messages may wait for the script of a queue before it is overloaded.
	 */
	private static final int MOST_WAITING = 10_000;

	private final Executor executor;

	private final FilaScriptLimits scriptLimits;

	private final Map<String, OnEnqueue> enqueueHooks = new ConcurrentHashMap<>();

	private final Map<String, OnFailure> failureHooks = new ConcurrentHashMap<>();

	private final Map<String, Scripted> scripts = new ConcurrentHashMap<>();

	Hooks(Executor executor, FilaScriptLimits scriptLimits) {
		this.executor = executor;
		this.scriptLimits = scriptLimits;
	}

	FilaScriptLimits scriptLimits() {
		return this.scriptLimits;
	}

	void onEnqueue(String queue, OnEnqueue hook) {
		this.enqueueHooks.put(queue, hook);
	}

	void onFailure(String queue, OnFailure hook) {
		this.failureHooks.put(queue, hook);
	}

	/**
	 * Let scripts decide about a queue, if there are any.
	 */
	void install(String queue, @Nullable LuaScripts scripts) {
		if (scripts != null) {
			close(this.scripts.put(queue,
					new Scripted(scripts, new SerialExecutor(this.executor), new SerialExecutor(this.executor))));
		}
	}

	void uninstall(String queue) {
		close(this.scripts.remove(queue));
	}

	void close() {
		this.scripts.keySet().forEach(this::uninstall);
	}

	private static void close(@Nullable Scripted scripted) {
		if (scripted != null) {
			scripted.scripts().close();
		}
	}

	/**
	 * Where to store messages of a queue: messages of one script one after the other, so
	 * that it does not change their order.
	 * @return the executor, or {@code null} if it does not block
	 */
	@Nullable Executor enqueueLane(String queue) {
		if (this.enqueueHooks.containsKey(queue)) {
			return this.executor;
		}
		Scripted scripted = this.scripts.get(queue);
		if (scripted == null || !scripted.scripts().decidesEnqueue()) {
			return null;
		}
		if (scripted.enqueueLane().size() >= MOST_WAITING) {
			throw Failures.overloaded();
		}
		return scripted.enqueueLane();
	}

	/**
	 * Where to nack messages of a queue.
	 * @return the executor, or {@code null} if it does not block
	 */
	@Nullable Executor failureLane(String queue) {
		if (this.failureHooks.containsKey(queue)) {
			return this.executor;
		}
		Scripted scripted = this.scripts.get(queue);
		return (scripted != null && scripted.scripts().decidesFailure()) ? scripted.failureLane() : null;
	}

	Routing route(String queue, Map<String, String> headers, ByteString payload) {
		OnEnqueue hook = this.enqueueHooks.get(queue);
		if (hook == null) {
			Scripted scripted = this.scripts.get(queue);
			return (scripted != null) ? scripted.scripts().onEnqueue(queue, headers, payload.size()) : Routing.DEFAULT;
		}
		try {
			return hook.onEnqueue(new Incoming(queue, headers, payload.toByteArray()));
		}
		catch (RuntimeException ex) {
			throw Status.INTERNAL.withDescription("on_enqueue of queue " + queue + " failed: " + ex.getMessage())
				.withCause(ex)
				.asRuntimeException();
		}
	}

	Decision decide(String queue, Entry entry, String error, Headers headers) {
		OnFailure hook = this.failureHooks.get(queue);
		Scripted scripted = this.scripts.get(queue);
		if (hook == null && scripted == null) {
			return Decision.RETRY;
		}
		try {
			Failure failure = new Failure(queue, entry.id.toString(), headers.read(), entry.fairnessKey, entry.attempts,
					error);
			return (hook != null) ? hook.onFailure(failure) : scripted.scripts().onFailure(failure);
		}
		catch (IOException | RuntimeException ex) {
			logger.warn("on_failure of queue '{}' failed: message {} is retried", queue, entry.id, ex);
			return Decision.RETRY;
		}
	}

	/**
	 * Reads the headers of a stored message.
	 */
	@FunctionalInterface
	interface Headers {

		Map<String, String> read() throws IOException;

	}

	private record Scripted(LuaScripts scripts, SerialExecutor enqueueLane, SerialExecutor failureLane) {
	}

}
