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
import org.jspecify.annotations.Nullable;

/**
 * Told of each message before and after it is handled, on the thread of the listener: the
 * place for a tenant or a security context that is bound to the thread.
 *
 * @since 1.0.0
 */
public interface FilaListenerInterceptor {

	/**
	 * A message is about to be handled. What is thrown counts as a failure of the
	 * listener, which is then not called.
	 * @param message the message
	 */
	default void before(ConsumeMessage message) {
	}

	/**
	 * A message was handled, local retries included, and is not settled yet unless the
	 * listener did. Called in reverse order for each interceptor whose {@code before} was
	 * called.
	 * @param message the message
	 * @param failure why it could not be handled, or {@code null} if it was
	 */
	default void after(ConsumeMessage message, @Nullable Throwable failure) {
	}

}
