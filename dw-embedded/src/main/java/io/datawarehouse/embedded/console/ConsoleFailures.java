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

package io.datawarehouse.embedded.console;

import java.io.IOException;
import java.util.Objects;

import io.datawarehouse.DataWarehouseException;
import io.datawarehouse.fila.FilaException;
import io.datawarehouse.fila.FilaInvalidArgumentException;
import io.datawarehouse.fila.FilaQueueNotFoundException;
import io.datawarehouse.storage.BucketNotFoundException;
import io.datawarehouse.storage.ObjectNotFoundException;
import io.datawarehouse.storage.PreconditionFailedException;
import io.datawarehouse.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns failures into answers that say what went wrong.
 */
final class ConsoleFailures {

	private static final Logger logger = LoggerFactory.getLogger(ConsoleFailures.class);

	private static final int MAX_MESSAGE = 2000;

	private ConsoleFailures() {
	}

	static ConsoleResponse response(Exception failure) {
		if (failure instanceof ConsoleException refused) {
			return ConsoleResponse.error(refused.status(), message(refused));
		}
		if (failure instanceof IllegalArgumentException) {
			return ConsoleResponse.error(400, message(failure));
		}
		if (failure instanceof DataWarehouseException) {
			logger.debug("The console passes a failure on", failure);
			return ConsoleResponse.error(status(failure), message(failure));
		}
		if (failure instanceof IOException) {
			logger.debug("The console passes a failure on", failure);
			return ConsoleResponse.error(502, "Not reached: " + message(failure));
		}
		logger.warn("The console failed", failure);
		return ConsoleResponse.error(500, "The console failed: see the log of the application");
	}

	private static int status(Exception failure) {
		if (failure instanceof ObjectNotFoundException || failure instanceof BucketNotFoundException
				|| failure instanceof FilaQueueNotFoundException) {
			return 404;
		}
		if (failure instanceof PreconditionFailedException) {
			return 412;
		}
		if (failure instanceof FilaInvalidArgumentException) {
			return 400;
		}
		if (failure instanceof StorageException || failure instanceof FilaException) {
			return 502;
		}
		return 500;
	}

	private static String message(Exception failure) {
		String message = Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
		return (message.length() <= MAX_MESSAGE) ? message : message.substring(0, MAX_MESSAGE) + "...";
	}

}
