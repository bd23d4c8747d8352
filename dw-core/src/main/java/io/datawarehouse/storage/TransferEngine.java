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

/**
 * What the transfers of a template share.
 *
 * @param settings how large objects are moved
 * @param threads where helpers come from
 * @param memory the memory that streams may take up
 * @param checksums whether content is protected by checksums
 */
record TransferEngine(TransferSettings settings, TransferThreads threads, TransferMemory memory, boolean checksums) {

	/**
	 * Create an engine.
	 * @param settings how large objects are moved
	 * @param maxConnections how many connections the client has
	 * @param checksums whether content is protected by checksums
	 * @return a new engine, whose threads must be closed
	 */
	static TransferEngine create(TransferSettings settings, int maxConnections, boolean checksums) {
		TransferSettings bounded = settings.withConcurrency(Math.min(settings.concurrency(), maxConnections));
		return new TransferEngine(bounded, new TransferThreads(bounded.concurrency() - 1), TransferMemory.ofHeap(),
				checksums);
	}

	/**
	 * Begin a transfer.
	 * @param help what helpers do
	 * @return a new transfer
	 */
	Transfer begin(Transfer.Work help) {
		return new Transfer(this.threads, new TransferPace(this.settings.concurrency(), System::nanoTime), help);
	}

}
