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

import java.util.List;
import java.util.Map;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * What the actuator endpoint {@code dw} tells.
 *
 * @param configuration the {@code dw} properties by their prefixes
 * @param clients the clients of each kind, by their names
 * @param runs the runs of jobs that have not ended, the oldest first
 * @param listeners the listeners by their ids
 * @since 1.0.0
 */
public record DwDescriptor(Map<String, Map<String, Object>> configuration,
		Map<String, Map<String, ClientDescriptor>> clients, List<RunDescriptor> runs,
		Map<String, ListenerDescriptor> listeners) implements OperationResponseBody {
}
