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

import io.datawarehouse.fila.ConsumeMessage;

/**
 * Decides what becomes of a message whose handling failed, after the local retries.
 *
 * @since 1.0.0
 * @see DefaultFilaErrorHandler
 */
@FunctionalInterface
public interface FilaErrorHandler {

	/**
	 * Decide about a message. When this method throws, the message is left to its lease.
	 * @param message the message
	 * @param failure why it could not be handled
	 * @return what to do with it
	 */
	ErrorAction handle(ConsumeMessage message, Throwable failure);

}
