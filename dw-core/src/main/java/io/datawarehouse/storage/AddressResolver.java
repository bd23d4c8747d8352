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

/**
 * Turns the text of an address into a {@link DwUri}.
 *
 * @since 1.0.0
 */
@FunctionalInterface
public interface AddressResolver {

	/**
	 * Parse an address. Text with a scheme is parsed as {@link DwUri#parse} does. Text
	 * without one is a key in the default bucket if there is one, and else begins with
	 * the bucket.
	 * @param address the text
	 * @return the address
	 * @throws IllegalArgumentException if the text is not an address
	 */
	DwUri toUri(String address);

}
