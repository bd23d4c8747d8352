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

/**
 * What was done to a whole directory, or would have been in a dry run.
 *
 * @param transferred how many files were transferred
 * @param bytes how many bytes these have
 * @param unchanged how many files were the same already
 * @param deleted how many files or objects were deleted
 * @since 1.0.0
 */
public record SyncResult(long transferred, long bytes, long unchanged, long deleted) {

}
