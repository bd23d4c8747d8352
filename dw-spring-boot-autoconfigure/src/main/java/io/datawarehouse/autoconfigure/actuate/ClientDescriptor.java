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
package io.datawarehouse.autoconfigure.actuate;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the actuator endpoint tells of a client. No server is asked for it.
 *
 * @param address the address of the server, without credentials
 * @param server what the server has called itself so far, often with its version, or
 * {@code null} if it has not
 * @param details what else there is to tell
 * @since 1.0.0
 */
public record ClientDescriptor(String address, @Nullable String server, Map<String, Object> details) {
}
