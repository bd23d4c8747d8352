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

package io.datawarehouse.fila;

import java.util.concurrent.Flow;

/**
 * A {@link Flow.Subscriber} of messages that also wants to know when the broker has taken
 * its subscription.
 *
 * @since 1.0.0
 */
public interface FilaSubscriber extends Flow.Subscriber<ConsumeMessage> {

	/**
	 * The broker has taken the subscription: from now on this subscriber gets its share
	 * of the messages. Called at most once, before the first message.
	 */
	void onReady();

}
