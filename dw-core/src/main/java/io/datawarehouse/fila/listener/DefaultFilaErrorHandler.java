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

import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.fila.ConsumeMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.messaging.converter.MessageConversionException;
import org.springframework.messaging.handler.invocation.MethodArgumentResolutionException;

/**
 * {@link FilaErrorHandler} that nacks a message until it was delivered a number of times
 * and then gives it to a {@link FilaMessageRecoverer}. Failures that no attempt can mend,
 * such as a payload that cannot be read or is not valid, are recovered at once.
 *
 * @since 1.0.0
 */
public class DefaultFilaErrorHandler implements FilaErrorHandler {

	private static final Logger logger = LoggerFactory.getLogger(DefaultFilaErrorHandler.class);

	private final int maxAttempts;

	private final FilaMessageRecoverer recoverer;

	private final List<Class<? extends Throwable>> fatal;

	/**
	 * Create a new handler.
	 * @param maxAttempts how often a message is delivered at the most, 0 for no limit
	 * @param recoverer who gets the messages that are given up
	 * @param fatal further failures that no attempt can mend
	 */
	@SafeVarargs
	public DefaultFilaErrorHandler(int maxAttempts, FilaMessageRecoverer recoverer,
			Class<? extends Throwable>... fatal) {
		if (maxAttempts < 0) {
			throw new IllegalArgumentException(
					"The maximum number of attempts must be 0 for no limit or more, but was " + maxAttempts);
		}
		this.maxAttempts = maxAttempts;
		this.recoverer = recoverer;
		this.fatal = new ArrayList<>();
		for (Class<? extends Throwable> type : fatal) {
			this.fatal.add(type);
		}
		this.fatal.addAll(List.of(MessageConversionException.class, MethodArgumentResolutionException.class,
				ClassCastException.class));
	}

	@Override
	public ErrorAction handle(ConsumeMessage message, Throwable failure) {
		boolean isFatal = this.fatal.stream().anyMatch((type) -> type.isInstance(failure));
		int delivered = message.attemptCount() + 1;
		if (!isFatal && (this.maxAttempts == 0 || delivered < this.maxAttempts)) {
			logger.warn("Message {} of queue '{}' failed in delivery {} and is given back", message.id(),
					message.queue(), delivered, failure);
			return ErrorAction.NACK;
		}
		return recover(message, failure, delivered);
	}

	private ErrorAction recover(ConsumeMessage message, Throwable failure, int delivered) {
		try {
			this.recoverer.recover(message, failure);
			logger.error("Message {} of queue '{}' failed in delivery {} and was given up", message.id(),
					message.queue(), delivered, failure);
			return ErrorAction.ACK;
		}
		catch (RuntimeException ex) {
			ex.addSuppressed(failure);
			logger.error("Message {} of queue '{}' failed in delivery {} and could not be given up: it comes back when "
					+ "its lease expires", message.id(), message.queue(), delivered, ex);
			return ErrorAction.LEAVE;
		}
	}

}
