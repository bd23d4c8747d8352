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

package io.datawarehouse.embedded.job;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Some of the runs that were asked for, the latest first.
 *
 * @param runs the runs
 * @param total how many there are in all
 * @param nextCursor tells where the next page begins, or {@code null} if this is the last
 * @since 1.0.0
 */
public record CatalogRunPage(List<CatalogRun> runs, long total, @Nullable String nextCursor) {
}
