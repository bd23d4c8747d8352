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

import java.util.function.Consumer;

import io.datawarehouse.fila.listener.FilaListenerContainer;

/**
 * What the actuator endpoint can do with a listener.
 *
 * @since 1.0.0
 */
public enum ListenerAction {

	/**
	 * Take no more messages; those in flight are finished.
	 */
	PAUSE(FilaListenerContainer::pause),

	/**
	 * Take messages again.
	 */
	RESUME(FilaListenerContainer::resume);

	private final Consumer<FilaListenerContainer> action;

	ListenerAction(Consumer<FilaListenerContainer> action) {
		this.action = action;
	}

	void apply(FilaListenerContainer container) {
		this.action.accept(container);
	}

}
