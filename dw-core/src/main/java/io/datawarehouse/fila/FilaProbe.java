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

import java.time.Duration;

/**
 * What a {@linkplain FilaClient#probe(Duration) probe} of the connection found.
 *
 * @param ready whether the broker can be reached
 * @param state the state of the connection: {@code READY}, {@code CONNECTING},
 * {@code TRANSIENT_FAILURE}, {@code IDLE} or {@code SHUTDOWN}
 * @param took how long it took to find out
 * @since 1.0.0
 */
public record FilaProbe(boolean ready, String state, Duration took) {
}
