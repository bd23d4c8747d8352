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

import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Headers that the store keeps with an object and sends with its content.
 *
 * @param cacheControl the {@code Cache-Control} header, or {@code null} for none
 * @param contentDisposition the {@code Content-Disposition} header, or {@code null} for
 * none
 * @param contentEncoding the {@code Content-Encoding} header, or {@code null} for none
 * @param contentLanguage the {@code Content-Language} header, or {@code null} for none
 * @param expires the {@code Expires} header, or {@code null} for none
 * @since 1.0.0
 */
public record ContentHeaders(@Nullable String cacheControl, @Nullable String contentDisposition,
		@Nullable String contentEncoding, @Nullable String contentLanguage, @Nullable Instant expires) {

	private static final ContentHeaders NONE = new ContentHeaders(null, null, null, null, null);

	private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

	/**
	 * Create headers.
	 * @throws IllegalArgumentException if a header is not printable ASCII
	 */
	public ContentHeaders {
		requirePrintable("cacheControl", cacheControl);
		requirePrintable("contentDisposition", contentDisposition);
		requirePrintable("contentEncoding", contentEncoding);
		requirePrintable("contentLanguage", contentLanguage);
	}

	static void requirePrintable(String name, @Nullable String value) {
		Assert.isTrue(value == null || VALUE.matcher(value).matches(),
				() -> name + " must be printable ASCII without outer spaces, was '" + value + "'");
	}

	/**
	 * No headers.
	 * @return the headers
	 */
	public static ContentHeaders none() {
		return NONE;
	}

	/**
	 * A copy with a {@code Cache-Control} header.
	 * @param cacheControl the header
	 * @return the changed copy
	 */
	public ContentHeaders withCacheControl(String cacheControl) {
		return new ContentHeaders(cacheControl, this.contentDisposition, this.contentEncoding, this.contentLanguage,
				this.expires);
	}

	/**
	 * A copy with a {@code Content-Disposition} header.
	 * @param contentDisposition the header
	 * @return the changed copy
	 */
	public ContentHeaders withContentDisposition(String contentDisposition) {
		return new ContentHeaders(this.cacheControl, contentDisposition, this.contentEncoding, this.contentLanguage,
				this.expires);
	}

	/**
	 * A copy with a {@code Content-Encoding} header.
	 * @param contentEncoding the header
	 * @return the changed copy
	 */
	public ContentHeaders withContentEncoding(String contentEncoding) {
		return new ContentHeaders(this.cacheControl, this.contentDisposition, contentEncoding, this.contentLanguage,
				this.expires);
	}

	/**
	 * A copy with a {@code Content-Language} header.
	 * @param contentLanguage the header
	 * @return the changed copy
	 */
	public ContentHeaders withContentLanguage(String contentLanguage) {
		return new ContentHeaders(this.cacheControl, this.contentDisposition, this.contentEncoding, contentLanguage,
				this.expires);
	}

	/**
	 * A copy with an {@code Expires} header.
	 * @param expires the time
	 * @return the changed copy
	 */
	public ContentHeaders withExpires(Instant expires) {
		return new ContentHeaders(this.cacheControl, this.contentDisposition, this.contentEncoding,
				this.contentLanguage, expires);
	}

}
