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
 * Is told how transfers of files get on, on their threads, so it has to be quick and safe
 * for use by many threads. What it throws is logged and goes no further.
 *
 * @since 1.0.0
 * @see ProgressBar
 */
public interface TransferListener {

	/**
	 * A transfer has started.
	 * @param transfer the transfer
	 */
	default void started(Transfer transfer) {
	}

	/**
	 * Bytes have moved. Told at most ten times a second for each transfer, and once more
	 * at its end.
	 * @param transfer the transfer
	 * @param bytes how many bytes have moved in all, fewer than told before when some
	 * have to be moved again
	 */
	default void bytes(Transfer transfer, long bytes) {
	}

	/**
	 * A part of the object has arrived.
	 * @param transfer the transfer
	 * @param parts how many have arrived in all
	 */
	default void part(Transfer transfer, int parts) {
	}

	/**
	 * A transfer has ended well.
	 * @param transfer the transfer
	 */
	default void completed(Transfer transfer) {
	}

	/**
	 * A transfer has failed.
	 * @param transfer the transfer
	 * @param failure why
	 */
	default void failed(Transfer transfer, Throwable failure) {
	}

}
