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

import org.jspecify.annotations.Nullable;

/**
 * What makes a thread start runs, such as a message that it handles. The runs that the
 * thread starts meanwhile, unless inside another, note it as an input and are part of the
 * run that it comes from. <pre class="code">
 * try (RunTrigger.Scope scope = RunTrigger.enter(LineageDataset.of("fila://orders"), ParentRun.fromHeaders(headers))) {
 *     handle(message);
 * }
 * </pre>
 *
 * @since 1.0.0
 */
public final class RunTrigger {

	private static final ThreadLocal<@Nullable RunTrigger> CURRENT = new ThreadLocal<>();

	private final LineageDataset input;

	private final @Nullable ParentRun parent;

	private RunTrigger(LineageDataset input, @Nullable ParentRun parent) {
		this.input = input;
		this.parent = parent;
	}

	/**
	 * Begin to handle something.
	 * @param input where it comes from, such as the queue of a message
	 * @param parent the run that it comes from, or {@code null} if that is not known; a
	 * run that is given a parent keeps it
	 * @return to be closed by the same thread when that was handled
	 */
	public static Scope enter(LineageDataset input, @Nullable ParentRun parent) {
		RunTrigger before = CURRENT.get();
		CURRENT.set(new RunTrigger(input, parent));
		return () -> {
			if (before != null) {
				CURRENT.set(before);
			}
			else {
				CURRENT.remove();
			}
		};
	}

	/**
	 * What the calling thread handles.
	 */
	static @Nullable RunTrigger current() {
		return CURRENT.get();
	}

	LineageDataset input() {
		return this.input;
	}

	@Nullable ParentRun parent() {
		return this.parent;
	}

	/**
	 * The time in which something is handled.
	 */
	@FunctionalInterface
	public interface Scope extends AutoCloseable {

		/**
		 * End it.
		 */
		@Override
		void close();

	}

}
