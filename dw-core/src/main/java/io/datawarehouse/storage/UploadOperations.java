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

import java.time.Duration;

import io.datawarehouse.DwUri;

/**
 * Operations on uploads in parts, which large objects are stored by.
 *
 * @since 1.0.0
 */
public interface UploadOperations extends AddressResolver {

	/**
	 * Remove the uploads in parts that were begun and neither completed nor aborted: a
	 * process that crashed leaves them, they take up space, and no listing of objects
	 * shows them. Uploads whose age the store does not tell are left alone.
	 * @param prefix a bucket, or the beginning of the keys in it
	 * @param olderThan how long ago an upload must have begun: longer than any that is
	 * under way takes
	 * @return how many were removed
	 * @throws BucketNotFoundException if there is no such bucket
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	int abortStaleUploads(DwUri prefix, Duration olderThan);

	/**
	 * As {@link #abortStaleUploads(DwUri, Duration)}.
	 * @param prefix a bucket, or the beginning of the keys in it, as text
	 * @param olderThan how long ago an upload must have begun
	 * @return how many were removed
	 * @throws BucketNotFoundException if there is no such bucket
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default int abortStaleUploads(String prefix, Duration olderThan) {
		return abortStaleUploads(toUri(prefix), olderThan);
	}

}
