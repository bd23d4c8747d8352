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

package io.datawarehouse.embedded.fila.listener;

import java.util.BitSet;

import io.datawarehouse.fila.ConsumeMessage;

/**
 * What became of each numbered message of a soak: in arrays of a fixed size, so that the
 * book itself does not make the memory grow.
 */
final class SoakBook {

	private final BitSet stored;

	private final BitSet handled;

	/**
	 * By number, which message of that number was handled first.
	 */
	private final long[] firstId;

	private final byte[] firstAttempt;

	private long deliveries;

	private long redeliveries;

	private long sentAgain;

	private long leaseExpired;

	private long leaseForgotten;

	SoakBook(int most) {
		this.stored = new BitSet(most);
		this.handled = new BitSet(most);
		this.firstId = new long[most];
		this.firstAttempt = new byte[most];
	}

	synchronized void stored(int number) {
		this.stored.set(number);
	}

	synchronized int countStored() {
		return this.stored.cardinality();
	}

	synchronized void handled(int number, ConsumeMessage message) {
		this.deliveries++;
		this.redeliveries += (message.attemptCount() > 0) ? 1 : 0;
		if (!this.handled.get(number)) {
			this.handled.set(number);
			this.firstId[number] = key(message);
			this.firstAttempt[number] = attempt(message);
		}
		else if (this.firstId[number] != key(message)) {
			this.sentAgain++;
		}
		else if (this.firstAttempt[number] == attempt(message)) {
			this.leaseForgotten++;
		}
		else {
			this.leaseExpired++;
		}
	}

	private static long key(ConsumeMessage message) {
		// The last half of a UUID of version 7 is random.
		return Long.parseUnsignedLong(message.id().substring(19).replace("-", ""), 16);
	}

	private static byte attempt(ConsumeMessage message) {
		return (byte) Math.min(Byte.MAX_VALUE, message.attemptCount());
	}

	/**
	 * How many messages were stored for sure and have not been handled.
	 */
	synchronized int countMissing() {
		BitSet missing = (BitSet) this.stored.clone();
		missing.andNot(this.handled);
		return missing.cardinality();
	}

	synchronized long countDuplicates() {
		return this.deliveries - this.handled.cardinality();
	}

	/**
	 * Deliveries of a second message with the same number, because the answer to the
	 * first enqueue was lost.
	 */
	synchronized long countSentAgain() {
		return this.sentAgain;
	}

	synchronized long countExplained() {
		return this.sentAgain + this.leaseExpired + this.leaseForgotten;
	}

	@Override
	public synchronized String toString() {
		return String.format(
				"%d stored, %d handled in %d deliveries of which %d were redeliveries, %d duplicates: "
						+ "%d sent again because the answer to their enqueue was lost, "
						+ "%d delivered again because the lease ran out before the ack could be made, "
						+ "%d delivered again because the killed broker had not written their lease yet",
				this.stored.cardinality(), this.handled.cardinality(), this.deliveries, this.redeliveries,
				countDuplicates(), this.sentAgain, this.leaseExpired, this.leaseForgotten);
	}

}
