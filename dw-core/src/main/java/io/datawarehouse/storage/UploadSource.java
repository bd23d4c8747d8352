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

/**
 * Content on its way into the store, taken part by part, in order. One thread at a time
 * takes parts; several may read what they have taken.
 */
interface UploadSource extends AutoCloseable {

	/**
	 * Size of the whole content.
	 * @return the size in bytes, or -1 if it is not known
	 */
	long size();

	/**
	 * Whether it does not matter which thread takes parts, and parts take up no memory.
	 * @return {@code false} for a stream, which only its owner's thread reads
	 */
	boolean isRandomAccess();

	/**
	 * Take the next part.
	 * @param maxLength the greatest length of the part
	 * @return the part, shorter than {@code maxLength} only if it is the last one
	 * @throws IOException if the source fails or does not have the size it told
	 */
	UploadPart next(int maxLength) throws IOException;

	/**
	 * Whether another part can be taken before those that were taken are released.
	 * @param length its greatest length
	 * @return {@code true} if there is memory for it
	 */
	default boolean reserve(int length) {
		return true;
	}

	@Override
	default void close() throws IOException {
	}

}
