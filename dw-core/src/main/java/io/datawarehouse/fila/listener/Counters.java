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

package io.datawarehouse.fila.listener;

import java.util.concurrent.atomic.LongAdder;

/**
 * The numbers behind {@link FilaListenerStats}.
 */
final class Counters {

	final LongAdder handled = new LongAdder();

	final LongAdder failed = new LongAdder();

	final LongAdder filtered = new LongAdder();

	final LongAdder leaseOverruns = new LongAdder();

	final LongAdder leasesLost = new LongAdder();

	final LongAdder settleFailures = new LongAdder();

	final LongAdder resubscriptions = new LongAdder();

	FilaListenerStats snapshot(int inFlight) {
		return new FilaListenerStats(inFlight, this.handled.sum(), this.failed.sum(), this.filtered.sum(),
				this.leaseOverruns.sum(), this.leasesLost.sum(), this.settleFailures.sum(), this.resubscriptions.sum());
	}

}
