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

import java.util.List;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.FilaObservation;
import io.datawarehouse.fila.FilaReceiverContext;
import io.datawarehouse.observation.DwObservationEvent;
import io.datawarehouse.retry.RetryTemplates;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.retry.support.RetryTemplate;

/**
 * What is done with a message on the thread of the listener: filter, interceptors,
 * listener with local retries, and then its ack or what the error handler says.
 */
final class MessageHandling {

	private static final Logger logger = LoggerFactory.getLogger(MessageHandling.class);

	private final FilaListenerContainerBuilder spec;

	private final String id;

	private final FilaErrorHandler errorHandler;

	private final RetryTemplate retry;

	private final Counters counters;

	MessageHandling(FilaListenerContainerBuilder spec, String id, FilaErrorHandler errorHandler, Counters counters) {
		this.spec = spec;
		this.id = id;
		this.errorHandler = errorHandler;
		this.counters = counters;
		this.retry = RetryTemplates.create(spec.settings.retry(),
				(failure) -> failure instanceof Exception && !Thread.currentThread().isInterrupted());
	}

	void handle(Delivery delivery) {
		if (delivery.isSettled()) {
			return;
		}
		Observation observation = FilaObservation.receive(this.spec.observationRegistry,
				this.spec.observationConvention, () -> new FilaReceiverContext(this.id, delivery.message()));
		observation.start();
		try {
			observation.scoped(() -> process(delivery, observation));
		}
		catch (RuntimeException | Error ex) {
			// Nothing that the listener does comes here.
			logger.error("Message {} of queue '{}' is left to its lease", delivery.message().id(),
					delivery.message().queue(), ex);
			delivery.leave();
		}
		finally {
			observation.stop();
		}
	}

	private void process(Delivery delivery, Observation observation) {
		Throwable failure = null;
		try {
			if (!this.spec.filter.accept(delivery.message())) {
				this.counters.filtered.increment();
				delivery.acknowledge();
				return;
			}
			invoke(delivery, observation);
		}
		catch (Throwable ex) {
			failure = ex;
		}
		delivery.listenerReturned();
		if (failure == null) {
			this.counters.handled.increment();
			if (this.spec.settings.ackMode() == AckMode.AUTO) {
				delivery.acknowledge();
			}
		}
		else {
			this.counters.failed.increment();
			observation.error(failure);
			resolve(delivery, failure);
		}
	}

	private void invoke(Delivery delivery, Observation observation) throws Exception {
		List<FilaListenerInterceptor> interceptors = this.spec.interceptors;
		ConsumeMessage message = delivery.message();
		int entered = 0;
		Throwable failure = null;
		try {
			for (FilaListenerInterceptor interceptor : interceptors) {
				entered++;
				interceptor.before(message);
			}
			if (this.spec.settings.retry().maxAttempts() == 1) {
				attempt(delivery);
			}
			else {
				this.retry.<@Nullable Void, Exception>execute((context) -> {
					if (context.getRetryCount() > 0) {
						observation.event(DwObservationEvent.RETRY);
					}
					attempt(delivery);
					return null;
				});
			}
		}
		catch (Exception | Error ex) {
			failure = ex;
			throw ex;
		}
		finally {
			for (int i = entered - 1; i >= 0; i--) {
				interceptors.get(i).after(message, failure);
			}
		}
	}

	private void attempt(Delivery delivery) throws Exception {
		try {
			this.spec.requireListener().onMessage(delivery.message(), delivery);
		}
		catch (Exception ex) {
			if (!delivery.isSettled()) {
				throw ex;
			}
			logger.warn("The listener threw after it had settled message {} of queue '{}'", delivery.message().id(),
					delivery.message().queue(), ex);
		}
	}

	private void resolve(Delivery delivery, Throwable failure) {
		if (delivery.isSettled()) {
			return;
		}
		switch (decide(delivery, failure)) {
			case ACK -> delivery.acknowledge();
			case NACK -> delivery.nack(Failures.describe(failure));
			case LEAVE -> delivery.leave();
		}
	}

	private ErrorAction decide(Delivery delivery, Throwable failure) {
		try {
			return this.errorHandler.handle(delivery.message(), failure);
		}
		catch (RuntimeException ex) {
			ex.addSuppressed(failure);
			logger.error("The error handler failed: message {} of queue '{}' comes back when its lease expires",
					delivery.message().id(), delivery.message().queue(), ex);
			return ErrorAction.LEAVE;
		}
	}

}
