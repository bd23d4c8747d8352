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
import java.util.concurrent.CompletableFuture;

import io.datawarehouse.DwUri;

/**
 * Operations on uploads in parts that do not block the caller.
 *
 * @since 1.0.0
 * @see UploadOperations
 */
public interface AsyncUploadOperations extends AsyncCalls {

	/**
	 * Remove the uploads in parts that were begun and neither completed nor aborted.
	 * @param prefix a bucket, or the beginning of the keys in it
	 * @param olderThan how long ago an upload must have begun
	 * @return a future of how many were removed
	 */
	default CompletableFuture<Integer> abortStaleUploads(DwUri prefix, Duration olderThan) {
		return submit((sync) -> sync.abortStaleUploads(prefix, olderThan));
	}

	/**
	 * As {@link #abortStaleUploads(DwUri, Duration)}.
	 * @param prefix a bucket, or the beginning of the keys in it, as text
	 * @param olderThan how long ago an upload must have begun
	 * @return a future of how many were removed
	 */
	default CompletableFuture<Integer> abortStaleUploads(String prefix, Duration olderThan) {
		return submit((sync) -> sync.abortStaleUploads(prefix, olderThan));
	}

}
