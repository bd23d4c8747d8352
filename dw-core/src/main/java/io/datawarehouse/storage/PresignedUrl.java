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

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * URL by which anyone may make one call until it expires. It is a secret: its text form
 * does not show the signature.
 *
 * @param url the URL
 * @param method the HTTP method to use
 * @param headers the headers that must be sent with exactly these values; {@code Host} is
 * not among them
 * @param expiresAt when the store stops accepting it
 * @since 1.0.0
 */
public record PresignedUrl(URI url, String method, Map<String, List<String>> headers, Instant expiresAt) {

	@Override
	public String toString() {
		return this.method + " " + this.url.getScheme() + "://" + this.url.getAuthority() + this.url.getRawPath()
				+ "?... until " + this.expiresAt;
	}

}
