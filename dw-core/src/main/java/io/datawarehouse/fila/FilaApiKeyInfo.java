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

package io.datawarehouse.fila;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An API key in the list of keys, without its secret.
 *
 * @param id the id under which the key is administered
 * @param name the name it was given
 * @param createdAt when it was created
 * @param expiresAt when it expires, or {@code null} if it does not
 * @param superadmin whether it may do everything
 * @since 1.0.0
 */
public record FilaApiKeyInfo(String id, String name, Instant createdAt, @Nullable Instant expiresAt,
		boolean superadmin) {
}
