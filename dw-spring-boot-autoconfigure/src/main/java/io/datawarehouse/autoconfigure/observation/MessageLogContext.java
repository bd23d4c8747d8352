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
package io.datawarehouse.autoconfigure.observation;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.listener.FilaListenerInterceptor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Tells the log context which message is handled, as {@code dw.queue} and
 * {@code dw.message}.
 */
class MessageLogContext implements FilaListenerInterceptor {

	static final String QUEUE = "dw.queue";

	static final String MESSAGE = "dw.message";

	@Override
	public void before(ConsumeMessage message) {
		MDC.put(QUEUE, message.queue());
		MDC.put(MESSAGE, message.id());
	}

	@Override
	public void after(ConsumeMessage message, @Nullable Throwable failure) {
		MDC.remove(QUEUE);
		MDC.remove(MESSAGE);
	}

}
