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

import java.util.function.Consumer;

/**
 * How a directory and a prefix are made the same.
 *
 * @param delete whether what the source does not have is deleted from the target
 * @param dryRun whether nothing is changed, and only told what would be
 * @param actions is told of everything before it is done, or would be
 * @param listener is told of the transfers
 * @since 1.0.0
 */
public record SyncOptions(boolean delete, boolean dryRun, Consumer<SyncAction> actions, TransferListener listener) {

	private static final SyncOptions DEFAULTS = new SyncOptions(false, false, (action) -> {
	}, new TransferListener() {
	});

	/**
	 * Options that transfer what differs and delete nothing.
	 * @return the options
	 */
	public static SyncOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * A copy that deletes from the target what the source does not have, after all
	 * transfers went well.
	 * @return the changed copy
	 */
	public SyncOptions withDelete() {
		return new SyncOptions(true, this.dryRun, this.actions, this.listener);
	}

	/**
	 * A copy that changes nothing.
	 * @return the changed copy
	 */
	public SyncOptions withDryRun() {
		return new SyncOptions(this.delete, true, this.actions, this.listener);
	}

	/**
	 * A copy that tells of everything before it is done.
	 * @param actions is told
	 * @return the changed copy
	 */
	public SyncOptions withActions(Consumer<SyncAction> actions) {
		return new SyncOptions(this.delete, this.dryRun, actions, this.listener);
	}

	/**
	 * A copy that tells how the transfers get on.
	 * @param listener is told
	 * @return the changed copy
	 */
	public SyncOptions withListener(TransferListener listener) {
		return new SyncOptions(this.delete, this.dryRun, this.actions, listener);
	}

}
