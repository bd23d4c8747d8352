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

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * What the transfers of a template share.
 *
 * @param settings how large objects are moved
 * @param threads where helpers come from
 * @param memory the memory that streams may take up
 * @param checksums whether content is protected by checksums
 * @param ranges whether parts of an object can be retrieved by themselves
 * @param found how many connections the last transfer had use for, or 0 if none can tell
 * @param begun how many transfers there have been
 */
record TransferEngine(TransferSettings settings, TransferThreads threads, TransferMemory memory, boolean checksums,
		boolean ranges, AtomicInteger found, AtomicInteger begun) {

	// Every so many transfers begin with half, to see whether all are still worth it.
	private static final int DOUBT = 16;

	/**
	 * Create an engine.
	 * @param settings how large objects are moved
	 * @param client the settings of the client
	 * @param checksums whether content is protected by checksums
	 * @return a new engine, whose threads must be closed
	 */
	static TransferEngine create(TransferSettings settings, ClientSettings client, boolean checksums) {
		TransferSettings bounded = settings
			.withConcurrency(Math.min(settings.concurrency(), client.http().maxConnections))
			.withMaxParts(Math.min(settings.maxParts(), client.dialect().maxParts()));
		return new TransferEngine(bounded, new TransferThreads(bounded.concurrency() - 1), TransferMemory.ofHeap(),
				checksums, client.dialect().servesRanges(), new AtomicInteger(), new AtomicInteger());
	}

	/**
	 * Compute the checksum of content once, which the SDK would do by reading it in small
	 * blocks.
	 * @param part the content
	 * @param options which may ask for another checksum
	 * @return the checksum, or {@code null} if there is none or the SDK computes it
	 * @throws IOException if the content cannot be read
	 */
	@Nullable String crc32(UploadPart part, StoreOptions options) throws IOException {
		ChecksumAlgorithm asked = options.checksum();
		boolean crc32 = (asked != null) ? asked == ChecksumAlgorithm.CRC32 : this.checksums;
		return crc32 ? part.crc32() : null;
	}

	/**
	 * Begin a transfer.
	 * @param executor what helpers are seen as a part of
	 * @param help what helpers do
	 * @return a new transfer
	 */
	PartTransfer begin(StorageExecutor executor, PartTransfer.Work help) {
		TransferPace pace = new TransferPace(this.settings.concurrency(), connectionsBefore(),
				Runtime.getRuntime().availableProcessors(), System::nanoTime);
		return new PartTransfer((task) -> this.threads.run(executor.propagating(task)), pace, help, this::ended);
	}

	/**
	 * How many connections the next transfer should take for what the last one found.
	 */
	int connectionsBefore() {
		boolean doubtful = this.begun.incrementAndGet() % DOUBT == 0;
		return doubtful ? this.found.get() / 2 : this.found.get();
	}

	private void ended(TransferPace pace) {
		if (pace.found() > 0) {
			this.found.set(pace.found());
		}
	}

}
