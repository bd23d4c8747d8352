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

package io.datawarehouse.fila.listener;

import java.util.List;

/**
 * Something that listens: where to, and how its container is made.
 *
 * @since 1.0.0
 */
public interface FilaListenerEndpoint {

	/**
	 * The id of the container.
	 * @return the id, unique in an application
	 */
	String getId();

	/**
	 * The queues to listen to.
	 * @return the queues, at least one
	 */
	List<String> getQueues();

	/**
	 * Complete the container: give it its listener and what else the endpoint says. It
	 * has the id, the queues and all that the factory says.
	 * @param builder the builder of the container
	 */
	void configure(FilaListenerContainerBuilder builder);

}
