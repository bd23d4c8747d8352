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

import java.util.List;

/**
 * How the deletion of many objects ended. An object that did not exist counts as deleted.
 *
 * @param deleted how many objects were deleted
 * @param failed how many were not
 * @param failures the reasons, of the first thousand at the most
 * @since 1.0.0
 */
public record DeleteResult(long deleted, long failed, List<DeleteFailure> failures) {

	/**
	 * Create a result.
	 */
	public DeleteResult {
		failures = List.copyOf(failures);
	}

	/**
	 * Whether all objects were deleted.
	 * @return {@code false} if there are failures
	 */
	public boolean isComplete() {
		return this.failed == 0;
	}

}
