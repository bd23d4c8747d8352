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

/**
 * What a {@link DataWarehouseTemplate} has sent and received since it was made, failed
 * attempts included. Nothing is counted when the HTTP client was replaced.
 *
 * @param bytesSent the bytes of bodies sent to the store
 * @param bytesReceived the bytes of bodies received from the store
 * @param partsSent how many parts of objects the store has taken
 * @param partsReceived how many answers held a range of an object
 * @since 1.0.0
 */
public record StorageStats(long bytesSent, long bytesReceived, long partsSent, long partsReceived) {
}
