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

package io.datawarehouse.storage;

import java.io.Console;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Shows on the terminal how far transfers are, in one line for all of them. Says nothing
 * when there is no terminal, as in services, pipes and builds.
 *
 * @since 1.0.0
 */
public final class ProgressBar implements TransferListener {

	private static final TransferListener SILENT = new TransferListener() {
	};

	private static final int WIDTH = 30;

	private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);

	private final PrintWriter terminal;

	private final long start = System.nanoTime();

	private final Map<Transfer, Long> active = new HashMap<>();

	private long completedBytes;

	private long completedSize;

	private int completed;

	private int failed;

	private long nextDrawn = this.start;

	ProgressBar(PrintWriter terminal) {
		this.terminal = terminal;
	}

	/**
	 * A progress bar on the terminal of this process.
	 * @return the progress bar, or a listener that does nothing if there is no terminal
	 */
	public static TransferListener onTerminal() {
		Console console = System.console();
		return (console != null && isTerminal(console)) ? new ProgressBar(console.writer()) : SILENT;
	}

	/**
	 * From Java 22 on there is a console even without a terminal.
	 */
	private static boolean isTerminal(Console console) {
		try {
			return (boolean) Console.class.getMethod("isTerminal").invoke(console);
		}
		catch (NoSuchMethodException ex) {
			return true;
		}
		catch (ReflectiveOperationException ex) {
			return false;
		}
	}

	@Override
	public synchronized void started(Transfer transfer) {
		this.active.put(transfer, 0L);
		draw(false);
	}

	@Override
	public synchronized void bytes(Transfer transfer, long bytes) {
		this.active.replace(transfer, bytes);
		draw(false);
	}

	@Override
	public synchronized void completed(Transfer transfer) {
		end(transfer);
		this.completed++;
		this.completedBytes += transfer.size();
		this.completedSize += transfer.size();
		draw(this.active.isEmpty());
	}

	@Override
	public synchronized void failed(Transfer transfer, Throwable failure) {
		end(transfer);
		this.failed++;
		draw(this.active.isEmpty());
	}

	/**
	 * The size of a transfer may be known at its end only.
	 */
	private void end(Transfer transfer) {
		this.active.keySet()
			.removeIf((started) -> started.uri().equals(transfer.uri()) && started.file().equals(transfer.file()));
	}

	private void draw(boolean now) {
		long time = System.nanoTime();
		if (!now && time - this.nextDrawn < 0) {
			return;
		}
		this.nextDrawn = time + INTERVAL;
		this.terminal.print("\r" + line(time));
		if (now) {
			this.terminal.println();
		}
		this.terminal.flush();
	}

	private String line(long time) {
		long moved = this.completedBytes + this.active.values().stream().mapToLong(Long::longValue).sum();
		long size = this.completedSize
				+ this.active.keySet().stream().mapToLong((transfer) -> Math.max(0, transfer.size())).sum();
		double share = (size > 0) ? Math.min(1, (double) moved / size) : (this.active.isEmpty() ? 1 : 0);
		int filled = (int) (share * WIDTH);
		double seconds = Math.max(0.001, (time - this.start) / 1e9);
		String failures = (this.failed > 0) ? ", " + this.failed + " failed" : "";
		return String.format(Locale.ROOT, "[%s%s] %3d%% %.1f MB at %.1f MB/s, %d of %d files%s ", "#".repeat(filled),
				" ".repeat(WIDTH - filled), (int) (share * 100), moved / 1e6, moved / 1e6 / seconds, this.completed,
				this.completed + this.failed + this.active.size(), failures);
	}

}
