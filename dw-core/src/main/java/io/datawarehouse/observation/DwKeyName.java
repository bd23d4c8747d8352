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

package io.datawarehouse.observation;

import io.micrometer.common.docs.KeyName;

/**
 * Keys of the observations in {@link DwObservation}.
 *
 * @since 1.0.0
 */
public enum DwKeyName implements KeyName {

	/**
	 * Name of the operation, such as {@code store}, {@code start-run} or {@code ack}.
	 */
	OPERATION("operation"),

	/**
	 * How the operation ended: {@code success} or {@code error}.
	 */
	OUTCOME("outcome"),

	/**
	 * Bucket that the operation was about, {@code none} for listings of buckets.
	 */
	BUCKET("bucket"),

	/**
	 * Job that the call was about, {@code none} outside a job.
	 */
	JOB("job"),

	/**
	 * Queue that the call was about.
	 */
	QUEUE("queue"),

	/**
	 * Address of the object, of high cardinality.
	 */
	URI("uri"),

	/**
	 * Identifier of the run, of high cardinality.
	 */
	RUN("run"),

	/**
	 * Identifier of the message, of high cardinality.
	 */
	MESSAGE("message");

	private final String key;

	DwKeyName(String key) {
		this.key = key;
	}

	@Override
	public String asString() {
		return this.key;
	}

}
