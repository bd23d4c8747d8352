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

package io.datawarehouse.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A child process. Its output is drained as it comes, of which the last lines are kept.
 * It is killed when it is closed, or when this JVM ends first.
 *
 * @since 1.0.0
 */
public final class ChildProcess implements AutoCloseable {

	private static final int KEPT_LINES = 200;

	private static final long DRAIN_MILLIS = 2000;

	private final Process process;

	private final Thread drain;

	private final Thread killer;

	private final Deque<String> lines = new ArrayDeque<>();

	private boolean drained;

	private ChildProcess(Process process) {
		this.process = process;
		this.killer = new Thread(process::destroyForcibly, "kill-child");
		this.drain = new Thread(this::drain, "drain-child");
		this.drain.setDaemon(true);
	}

	/**
	 * Start a child.
	 * @param builder its command
	 * @return the started child
	 * @throws IOException when it cannot be started
	 */
	public static ChildProcess start(ProcessBuilder builder) throws IOException {
		ChildProcess child = new ChildProcess(builder.redirectErrorStream(true).start());
		Runtime.getRuntime().addShutdownHook(child.killer);
		child.drain.start();
		return child;
	}

	/**
	 * Wait for the child to end by itself; kill it when it does not in time.
	 * @param limit how long to wait
	 * @return the exit code, or {@code null} when it was killed
	 * @throws InterruptedException when this thread is interrupted
	 */
	public @Nullable Integer waitFor(Duration limit) throws InterruptedException {
		boolean ended = this.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
		if (!ended) {
			this.process.destroyForcibly().waitFor();
		}
		this.drain.join(DRAIN_MILLIS);
		return ended ? this.process.exitValue() : null;
	}

	/**
	 * Wait for a line of the output.
	 * @param wanted tells the line
	 * @param limit how long to wait
	 * @return the line, or {@code null} when the output ended or the time is over
	 * @throws InterruptedException when this thread is interrupted
	 */
	public @Nullable String awaitLine(Predicate<String> wanted, Duration limit) throws InterruptedException {
		long end = System.nanoTime() + limit.toNanos();
		synchronized (this.lines) {
			for (;;) {
				String line = this.lines.stream().filter(wanted).findFirst().orElse(null);
				long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
				if (line != null || this.drained || left <= 0) {
					return line;
				}
				this.lines.wait(left);
			}
		}
	}

	/**
	 * Return the last lines that the child printed.
	 * @return the lines, oldest first
	 */
	public List<String> lines() {
		synchronized (this.lines) {
			return List.copyOf(this.lines);
		}
	}

	private void drain() {
		try (BufferedReader output = this.process.inputReader()) {
			output.lines().forEach(this::add);
		}
		catch (IOException | UncheckedIOException ex) {
			add("(its output broke off: " + ex.getMessage() + ")");
		}
		finally {
			synchronized (this.lines) {
				this.drained = true;
				this.lines.notifyAll();
			}
		}
	}

	private void add(String line) {
		synchronized (this.lines) {
			if (this.lines.size() == KEPT_LINES) {
				this.lines.removeFirst();
			}
			this.lines.addLast(line);
			this.lines.notifyAll();
		}
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
		try {
			Runtime.getRuntime().removeShutdownHook(this.killer);
		}
		catch (IllegalStateException ex) {
			// This JVM is ending: the hook runs already.
		}
	}

}
