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

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

/**
 * Entry of a listing by a delimiter: an object, or the prefix that several keys share up
 * to the next delimiter, as a folder does.
 *
 * @param uri the address of the object, or the prefix with the delimiter at its end
 * @param object the object, or {@code null} if the entry is a prefix
 * @since 1.0.0
 */
public record ListEntry(DwUri uri, @Nullable ObjectInfo object) {

	/**
	 * Whether the entry is a prefix.
	 * @return {@code false} if it is an object
	 */
	public boolean isPrefix() {
		return this.object == null;
	}

}
