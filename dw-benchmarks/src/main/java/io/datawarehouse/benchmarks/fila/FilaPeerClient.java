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

package io.datawarehouse.benchmarks.fila;

import java.util.function.Consumer;

/**
 * A client of the broker, as an application would use it.
 */
interface FilaPeerClient extends AutoCloseable {

	/**
	 * Store a message and wait for the answer.
	 * @param payload the payload
	 */
	void enqueue(byte[] payload);

	/**
	 * Store a message as often as asked, as fast as this client can on one thread.
	 * @param payload the payload
	 * @param count how often
	 */
	void enqueueMany(byte[] payload, int count);

	/**
	 * Consume until this client is closed, and ack what was handled.
	 * @param handlers how many handlers may run at a time
	 * @param handler takes the payload
	 */
	void consume(int handlers, Consumer<byte[]> handler);

	@Override
	void close();

}
