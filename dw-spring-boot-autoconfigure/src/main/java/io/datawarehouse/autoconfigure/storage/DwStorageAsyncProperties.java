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

package io.datawarehouse.autoconfigure.storage;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the object store's client that does not block.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("dw.storage.async")
public class DwStorageAsyncProperties {

	/**
	 * Whether to configure the client that does not block.
	 */
	private boolean enabled = true;

	/**
	 * Number of calls that run at a time.
	 */
	private int concurrency = 32;

	/**
	 * Number of calls that wait at the most. Further ones are rejected.
	 */
	private int queueCapacity = 1000;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public int getConcurrency() {
		return this.concurrency;
	}

	public void setConcurrency(int concurrency) {
		this.concurrency = concurrency;
	}

	public int getQueueCapacity() {
		return this.queueCapacity;
	}

	public void setQueueCapacity(int queueCapacity) {
		this.queueCapacity = queueCapacity;
	}

}
