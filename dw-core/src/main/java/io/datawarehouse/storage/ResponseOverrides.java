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

import org.jspecify.annotations.Nullable;

/**
 * Headers with which the store answers instead of those that it keeps with the object.
 *
 * @param contentType the content type, or {@code null} for that of the object
 * @param headers the other headers
 * @since 1.0.0
 */
public record ResponseOverrides(@Nullable String contentType, ContentHeaders headers) {

	private static final ResponseOverrides NONE = new ResponseOverrides(null, ContentHeaders.none());

	/**
	 * Create overrides.
	 * @throws IllegalArgumentException if the content type is not printable ASCII
	 */
	public ResponseOverrides {
		ContentHeaders.requirePrintable("contentType", contentType);
	}

	/**
	 * No overrides.
	 * @return the overrides
	 */
	public static ResponseOverrides none() {
		return NONE;
	}

	/**
	 * Overrides that make a browser save the object as a file.
	 * @param fileName the name of the file, of printable ASCII
	 * @return the overrides
	 * @throws IllegalArgumentException if the name is not printable ASCII
	 */
	public static ResponseOverrides attachment(String fileName) {
		String quoted = fileName.replace("\\", "\\\\").replace("\"", "\\\"");
		return NONE
			.withHeaders(ContentHeaders.none().withContentDisposition("attachment; filename=\"" + quoted + "\""));
	}

	/**
	 * A copy with a content type.
	 * @param contentType the content type
	 * @return the changed copy
	 */
	public ResponseOverrides withContentType(String contentType) {
		return new ResponseOverrides(contentType, this.headers);
	}

	/**
	 * A copy with other headers.
	 * @param headers the headers
	 * @return the changed copy
	 */
	public ResponseOverrides withHeaders(ContentHeaders headers) {
		return new ResponseOverrides(this.contentType, headers);
	}

}
