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

package io.datawarehouse.embedded.fila;

import java.util.Map;

/**
 * Decides, as a queue's {@code on_failure} script does, what becomes of a message that
 * was nacked. Called by several threads at once. When it throws, the message is retried.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface OnFailure {

	/**
	 * Decide what becomes of a message.
	 * @param failure the message and its failure
	 * @return the decision
	 */
	Decision onFailure(Failure failure);

	/**
	 * Dead-letter every message that has failed this often.
	 * @param attempts how many failed attempts are enough
	 * @return a new hook
	 */
	static OnFailure deadLetterAfter(int attempts) {
		return (failure) -> (failure.attempts() >= attempts) ? Decision.DEAD_LETTER : Decision.RETRY;
	}

	/**
	 * A message that was nacked.
	 *
	 * @param queue the queue
	 * @param id the id of the message
	 * @param headers the headers
	 * @param fairnessKey the fairness key
	 * @param attempts how many attempts have failed, this one included
	 * @param error what the consumer gave as reason
	 */
	record Failure(String queue, String id, Map<String, String> headers, String fairnessKey, int attempts,
			String error) {
	}

	/**
	 * What becomes of a message.
	 */
	enum Decision {

		/**
		 * Deliver it again.
		 */
		RETRY,

		/**
		 * Move it to the dead-letter queue.
		 */
		DEAD_LETTER

	}

}
