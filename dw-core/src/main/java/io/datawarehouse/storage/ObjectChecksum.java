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
 * Checksum of an object as the store keeps it.
 *
 * @param algorithm the algorithm, such as {@code CRC32} or {@code SHA256}
 * @param value the checksum in Base64, with {@code -N} at its end if it is one over the
 * checksums of N parts
 * @since 1.0.0
 */
public record ObjectChecksum(String algorithm, String value) {

	/**
	 * Whether the checksum is one over the whole content, and not over those of its
	 * parts.
	 * @return {@code true} if it covers the content itself
	 */
	public boolean isOfContent() {
		return this.value.indexOf('-') < 0;
	}

}
