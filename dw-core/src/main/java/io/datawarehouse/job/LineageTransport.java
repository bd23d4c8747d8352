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

package io.datawarehouse.job;

import io.datawarehouse.spark.SparkSettings;

/**
 * Takes the events of a {@link LineageFormat}, one after the other and never two of one
 * run in another order than they happened in. It is called by a thread of its own, and
 * again later with what it could not take.
 *
 * @since 1.0.0
 */
public interface LineageTransport extends AutoCloseable {

	/**
	 * Take an event.
	 * @param event the event as JSON
	 * @throws RefusedLineageException if the event will never be taken
	 * @throws RuntimeException if the event cannot be taken now
	 */
	void send(String event);

	/**
	 * What Spark has to be told so that its events go where these go.
	 * @return the settings {@code spark.openlineage.transport.*}, none by default
	 */
	default SparkSettings sparkConf() {
		return SparkSettings.none();
	}

	/**
	 * Free what the transport holds.
	 */
	@Override
	default void close() {
	}

}
