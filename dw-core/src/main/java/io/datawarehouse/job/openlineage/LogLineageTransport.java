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

package io.datawarehouse.job.openlineage;

import io.datawarehouse.job.LineageTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs events, at level {@code INFO} of the logger {@link #LOGGER}.
 *
 * @since 1.0.0
 */
public final class LogLineageTransport implements LineageTransport {

	/**
	 * Name of the logger.
	 */
	public static final String LOGGER = "io.datawarehouse.lineage";

	private static final Logger logger = LoggerFactory.getLogger(LOGGER);

	@Override
	public void send(String event) {
		logger.info("{}", event);
	}

	@Override
	public String toString() {
		return "LogLineageTransport[" + LOGGER + "]";
	}

}
