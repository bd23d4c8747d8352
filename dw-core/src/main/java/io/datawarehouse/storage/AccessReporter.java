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

package io.datawarehouse.storage;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what operations that succeeded have read and written.
 */
final class AccessReporter {

	private static final Logger logger = LoggerFactory.getLogger(AccessReporter.class);

	private static final Set<String> READING = Set.of("retrieve", "retrieve-version", "download-file", "copy", "move");

	private final List<StorageAccessListener> listeners;

	AccessReporter(List<StorageAccessListener> listeners) {
		this.listeners = List.copyOf(listeners);
	}

	void report(String operation, @Nullable DwUri uri, @Nullable Object result) {
		if (this.listeners.isEmpty() || (result instanceof Optional<?> found && found.isEmpty())) {
			return;
		}
		for (StorageAccessListener listener : this.listeners) {
			try {
				if (uri != null && READING.contains(operation)) {
					listener.onRead(uri);
				}
				if (result instanceof StoredObject stored) {
					listener.onWrite(stored);
				}
			}
			catch (RuntimeException ex) {
				logger.warn("Listener {} failed after '{}' of {}: {}", listener, operation, uri, ex.toString());
			}
		}
	}

}
