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

/**
 * An API key that was just created: the only time that its secret is told.
 *
 * @param id the id under which the key is administered
 * @param key the key itself, a secret
 * @param superadmin whether it may do everything
 * @since 1.0.0
 */
public record FilaApiKey(String id, String key, boolean superadmin) {

	/**
	 * Describe the key without its secret.
	 */
	@Override
	public String toString() {
		return "FilaApiKey[id=" + this.id + ", superadmin=" + this.superadmin + "]";
	}

}
