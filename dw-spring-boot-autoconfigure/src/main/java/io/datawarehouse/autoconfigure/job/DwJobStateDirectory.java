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

package io.datawarehouse.autoconfigure.job;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Where the state of jobs lies unless a property says so. A bean of this type replaces
 * the {@link #DEFAULT}.
 *
 * @param path the folder, or {@code null} to keep no state
 * @since 1.0.0
 */
public record DwJobStateDirectory(@Nullable Path path) {

	/**
	 * A folder below the one that the application was started in.
	 */
	public static final DwJobStateDirectory DEFAULT = new DwJobStateDirectory(Path.of(".datawarehouse", "jobs"));

}
