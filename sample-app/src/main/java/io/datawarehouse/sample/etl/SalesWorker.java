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

package io.datawarehouse.sample.etl;

import java.time.Duration;

import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaHeaders;
import io.datawarehouse.fila.FilaQueueStats;
import io.datawarehouse.fila.listener.FilaListener;
import io.datawarehouse.sample.SalesProperties;
import io.datawarehouse.sample.lake.FileResult;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.lake.SalesFile;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.messaging.handler.annotation.Header;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Works on the files that the queue tells of. A file that fails is tried again; after
 * {@code dw.fila.listener.max-attempts} it goes to the {@link DeadLetters}, and the rest
 * goes on.
 */
@Component
public class SalesWorker {

	private static final Log logger = LogFactory.getLog(SalesWorker.class);

	private static final Duration POLL = Duration.ofMillis(50);

	private final FilaAdmin admin;

	private final DailySalesEtl etl;

	private final Lake lake;

	private final SalesProperties properties;

	SalesWorker(FilaAdmin admin, DailySalesEtl etl, Lake lake, SalesProperties properties) {
		this.admin = admin;
		this.etl = etl;
		this.lake = lake;
		this.properties = properties;
	}

	/**
	 * A message may come twice: a file that is done is passed over. One that failed for
	 * good comes again when somebody sends its dead letter back.
	 */
	@FilaListener(id = "sales-worker", queues = SalesFile.QUEUE)
	void work(SalesFile file, @Header(FilaHeaders.ATTEMPT_COUNT) int failures) throws Exception {
		if (this.lake.result(file).filter((result) -> !result.isFailed()).isEmpty()) {
			FileResult result = this.etl.run(file, failures + 1);
			this.lake.saveResult(result);
			logger.info("Worked on " + file.name());
		}
	}

	/**
	 * Wait until the queue is empty. A file that a process before this one took and did
	 * not finish is waited for until its lease ends.
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void awaitAll() throws InterruptedException {
		long start = System.nanoTime();
		while (!isEmpty()) {
			Assert.state(System.nanoTime() - start < this.properties.timeout().toNanos(), () -> "The queue "
					+ SalesFile.QUEUE + " is not empty after sales.timeout=" + this.properties.timeout());
			Thread.sleep(POLL.toMillis());
		}
	}

	private boolean isEmpty() {
		FilaQueueStats stats = this.admin.stats(SalesFile.QUEUE);
		return stats.depth() == 0 && stats.inFlight() == 0;
	}

}
