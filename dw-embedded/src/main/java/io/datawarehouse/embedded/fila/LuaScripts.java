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

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

import io.datawarehouse.embedded.fila.OnEnqueue.Routing;
import io.datawarehouse.embedded.fila.OnFailure.Decision;
import io.datawarehouse.embedded.fila.OnFailure.Failure;
import io.datawarehouse.fila.proto.QueueConfig;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * The Lua scripts of a queue. A script that fails does not fail its message: the message
 * is treated as if its queue had no script.
 */
final class LuaScripts implements AutoCloseable {

	static final String LIBRARY = "party.iroiro.luajava.lua54.Lua54";

	private final @Nullable Script enqueue;

	private final @Nullable Script failure;

	private LuaScripts(@Nullable Script enqueue, @Nullable Script failure) {
		this.enqueue = enqueue;
		this.failure = failure;
	}

	/**
	 * Compile the scripts of a queue.
	 * @param limits what a script may use
	 * @param config reads the settings of the broker
	 * @return the scripts, or {@code null} if the queue has none
	 * @throws StatusRuntimeException if one cannot be compiled, or Lua is missing
	 */
	static @Nullable LuaScripts compile(String queue, QueueConfig settings, FilaScriptLimits limits,
			UnaryOperator<@Nullable String> config) {
		if (settings.getOnEnqueueScript().isEmpty() && settings.getOnFailureScript().isEmpty()) {
			return null;
		}
		requireLua();
		Script enqueue = Script.compile(queue, "on_enqueue", settings.getOnEnqueueScript(), limits, config);
		try {
			return new LuaScripts(enqueue,
					Script.compile(queue, "on_failure", settings.getOnFailureScript(), limits, config));
		}
		catch (RuntimeException ex) {
			if (enqueue != null) {
				enqueue.close();
			}
			throw ex;
		}
	}

	private static void requireLua() {
		try {
			Class.forName(LIBRARY, true, LuaScripts.class.getClassLoader()).getDeclaredConstructor();
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			throw missing(ex);
		}
	}

	private static StatusRuntimeException missing(Throwable cause) {
		return Status.INVALID_ARGUMENT.withDescription(
				"This embedded broker cannot run Lua scripts, because their library or its native part for "
						+ System.getProperty("os.name") + " " + System.getProperty("os.arch")
						+ " is missing. Add party.iroiro.luajava:lua54 and party.iroiro.luajava:lua54-platform (classifier "
						+ "natives-desktop) to the class path (Java 24 and later also want --enable-native-access=ALL-UNNAMED), or decide in Java by EmbeddedFilaBroker's onEnqueue and "
						+ "onFailure.")
			.withCause(cause)
			.asRuntimeException();
	}

	boolean decidesEnqueue() {
		return this.enqueue != null;
	}

	boolean decidesFailure() {
		return this.failure != null;
	}

	Routing onEnqueue(String queue, Map<String, String> headers, int payloadSize) {
		Script script = this.enqueue;
		return (script == null) ? Routing.DEFAULT
				: script.runner().run(() -> script.sandbox().onEnqueue(queue, headers, payloadSize), Routing.DEFAULT);
	}

	Decision onFailure(Failure failure) {
		Script script = this.failure;
		return (script == null) ? Decision.RETRY
				: script.runner().run(() -> script.sandbox().onFailure(failure), Decision.RETRY);
	}

	@Override
	public void close() {
		if (this.enqueue != null) {
			this.enqueue.close();
		}
		if (this.failure != null) {
			this.failure.close();
		}
	}

	/**
	 * A compiled script.
	 *
	 * @param sandbox where it lives, used by the thread of the runner alone
	 * @param runner runs it
	 */
	private record Script(LuaSandbox sandbox, ScriptRunner runner) {

		static @Nullable Script compile(String queue, String function, String source, FilaScriptLimits limits,
				UnaryOperator<@Nullable String> config) {
			if (source.isEmpty()) {
				return null;
			}
			ScriptRunner runner = new ScriptRunner("Script " + function + " of queue '" + queue + "'",
					limits.maxDuration().toMillis(), System::nanoTime);
			try {
				return new Script(runner.await(() -> new LuaSandbox(source, function, limits, config)), runner);
			}
			catch (ExecutionException ex) {
				runner.close();
				throw (ex.getCause() instanceof LinkageError missing) ? missing(missing)
						: refused(queue, function, ex.getCause());
			}
			catch (TimeoutException ex) {
				runner.close();
				throw refused(queue, function, ex);
			}
			catch (InterruptedException ex) {
				runner.close();
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while " + function + " was compiled", ex);
			}
		}

		private static RuntimeException refused(String queue, String function, Throwable cause) {
			return Failures.invalid(function + " of queue " + queue + " does not compile: " + cause.getMessage());
		}

		void close() {
			this.runner.close(this.sandbox::close);
		}

	}

}
