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

package io.datawarehouse.storage.batch;

import java.io.ByteArrayOutputStream;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lines that count when their transaction is committed, and never if it is rolled back.
 */
final class PendingLines {

	private final ByteArrayOutputStream committed = new ByteArrayOutputStream();

	/**
	 * Add the lines of a chunk.
	 */
	void add(byte[] lines) {
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					PendingLines.this.committed.writeBytes(lines);
				}

			});
		}
		else {
			this.committed.writeBytes(lines);
		}
	}

	/**
	 * Take what was committed.
	 */
	byte[] take() {
		byte[] lines = this.committed.toByteArray();
		this.committed.reset();
		return lines;
	}

}
