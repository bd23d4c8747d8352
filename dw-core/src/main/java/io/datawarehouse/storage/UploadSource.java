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

import java.io.IOException;

import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * Where the content of an upload comes from, taken part by part.
 */
interface UploadSource {

	/**
	 * Size of the whole content.
	 * @return the size in bytes, or -1 if it is not known
	 */
	long size();

	/**
	 * Take the next part. It can be read any number of times, but no longer once the next
	 * one is taken.
	 * @param maxLength the greatest length of the part
	 * @return the part, shorter than {@code maxLength} only if it is the last one
	 * @throws IOException if the source fails or does not have the size it told
	 */
	Part next(int maxLength) throws IOException;

	/**
	 * A part of the content.
	 *
	 * @param content opens the part
	 * @param length its length in bytes
	 */
	record Part(ContentStreamProvider content, long length) {

	}

}
