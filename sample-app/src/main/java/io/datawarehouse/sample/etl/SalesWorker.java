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
import java.util.HashMap;
import java.util.Map;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.fila.FilaMessageNotFoundException;
import io.datawarehouse.fila.FilaQueueSettings;
import io.datawarehouse.fila.FilaQueueStats;
import io.datawarehouse.sample.SalesProperties;
import io.datawarehouse.sample.lake.FileResult;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.lake.SalesFile;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Works through the queue of files until nothing is left in it. A file that fails is
 * tried again; after {@code sales.max-attempts} it goes to the dead letters, and the rest
 * goes on.
 */
@Component
public class SalesWorker {

	private static final Log logger = LogFactory.getLog(SalesWorker.class);

	private static final Duration POLL = Duration.ofMillis(200);

	private final FilaClient fila;

	private final FilaAdmin admin;

	private final DailySalesEtl etl;

	private final Lake lake;

	private final JsonMapper json;

	private final SalesProperties properties;

	SalesWorker(FilaClient fila, FilaAdmin admin, DailySalesEtl etl, Lake lake, JsonMapper json,
			SalesProperties properties) {
		this.fila = fila;
		this.admin = admin;
		this.etl = etl;
		this.lake = lake;
		this.json = json;
		this.properties = properties;
	}

	/**
	 * Make the queue when it is missing, together with its dead letter queue.
	 */
	public void prepare() {
		this.admin.ensureQueue(this.properties.queue(),
				FilaQueueSettings.defaults().withVisibilityTimeout(this.properties.visibilityTimeout()));
	}

	/**
	 * Work until the queue is empty. A file that a process before this one took and did
	 * not finish is waited for until its lease ends.
	 */
	public void drain() {
		try (FilaConsumer messages = this.fila.consume(this.properties.queue())) {
			while (true) {
				ConsumeMessage message = messages.poll(POLL);
				if (message != null) {
					handle(message);
				}
				else if (isEmpty()) {
					return;
				}
			}
		}
	}

	private boolean isEmpty() {
		FilaQueueStats stats = this.admin.stats(this.properties.queue());
		return stats.depth() == 0 && stats.inFlight() == 0;
	}

	private void handle(ConsumeMessage message) {
		SalesFile file = this.json.readValue(message.payload(), SalesFile.class);
		int attempt = message.attemptCount() + 1;
		try {
			if (this.lake.result(file).isEmpty()) {
				this.lake.saveResult(this.etl.run(file, attempt));
				logger.info("Worked on " + file.name());
			}
			ack(message);
		}
		catch (Exception ex) {
			reject(message, file, attempt, ex);
		}
	}

	private void reject(ConsumeMessage message, SalesFile file, int attempt, Exception failure) {
		logger.warn("Attempt %d of %d at %s failed: %s".formatted(attempt, this.properties.maxAttempts(), file.name(),
				failure.getMessage()));
		if (attempt < this.properties.maxAttempts()) {
			this.fila.nack(message.queue(), message.id(), failure.getMessage());
		}
		else {
			deadLetter(message, file, attempt, failure);
		}
	}

	/**
	 * The message is put in the dead letters before it is acknowledged: when the process
	 * dies in between it is there twice, but never lost.
	 */
	private void deadLetter(ConsumeMessage message, SalesFile file, int attempt, Exception failure) {
		Map<String, String> headers = new HashMap<>(message.headers());
		headers.put("error", String.valueOf(failure.getMessage()));
		headers.put("attempts", Integer.toString(attempt));
		this.fila.enqueue(message.queue() + ".dlq", headers, message.payload());
		this.lake.saveResult(FileResult.failed(file, attempt, String.valueOf(failure.getMessage())));
		ack(message);
	}

	/**
	 * A lease that ended while the file was worked on is no failure: the message comes
	 * again and is passed over, for its result is there.
	 */
	private void ack(ConsumeMessage message) {
		try {
			this.fila.ack(message.queue(), message.id());
		}
		catch (FilaMessageNotFoundException ex) {
			logger.info("Message " + message.id() + " was handed out again meanwhile");
		}
	}

}
