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

import org.jspecify.annotations.Nullable;

/**
 * Settles a message that a listener has received. Only the first call counts. Neither
 * method blocks or throws: what goes wrong on the way to the broker is tried again,
 * logged and counted.
 *
 * @since 1.0.0
 */
public interface Acknowledgment {

	/**
	 * The message is done and never comes back.
	 */
	void acknowledge();

	/**
	 * Give the message back: it is delivered again with an attempt count one higher.
	 * @param error why it could not be handled, {@code null} for no reason
	 */
	void nack(@Nullable String error);

}
