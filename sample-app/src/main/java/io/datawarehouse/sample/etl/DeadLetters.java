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

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.listener.DeadLetterRecoverer;
import io.datawarehouse.sample.lake.FileResult;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.lake.SalesFile;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Puts what no attempt could do into the dead letters, and notes it for the report. When
 * the process dies in between, the message is in the dead letters twice, but never lost.
 */
@Component
class DeadLetters extends DeadLetterRecoverer {

	private static final Log logger = LogFactory.getLog(DeadLetters.class);

	private final Lake lake;

	private final JsonMapper json;

	DeadLetters(FilaClient fila, Lake lake, JsonMapper json) {
		super(fila);
		this.lake = lake;
		this.json = json;
	}

	@Override
	public void recover(ConsumeMessage message, Throwable failure) {
		super.recover(message, failure);
		try {
			SalesFile file = this.json.readValue(message.payload(), SalesFile.class);
			String error = String.valueOf(failure.getMessage());
			this.lake.saveResult(FileResult.failed(file, message.attemptCount() + 1, error));
		}
		catch (JacksonException ex) {
			logger.warn("Message " + message.id() + " does not tell of a file", ex);
		}
	}

}
