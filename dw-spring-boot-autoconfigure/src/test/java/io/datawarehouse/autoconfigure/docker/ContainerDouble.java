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
package io.datawarehouse.autoconfigure.docker;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

import org.testcontainers.containers.Container;

/**
 * A container that runs nowhere but has a host, ports and an environment.
 */
public final class ContainerDouble {

	private ContainerDouble() {
	}

	/**
	 * Make a container.
	 * @param ports the ports inside and outside
	 * @param variables the environment variables
	 * @return the container
	 */
	public static Container<?> of(Map<Integer, Integer> ports, Map<String, String> variables) {
		return (Container<?>) Proxy.newProxyInstance(ContainerDouble.class.getClassLoader(),
				new Class<?>[] { Container.class }, (proxy, method, arguments) -> switch (method.getName()) {
					case "getHost" -> "docker.example.com";
					case "getMappedPort" -> ports.get(arguments[0]);
					case "getExposedPorts" -> List.copyOf(ports.keySet());
					case "getEnvMap" -> variables;
					case "hashCode" -> System.identityHashCode(proxy);
					case "equals" -> proxy == arguments[0];
					case "toString" -> "container double";
					default -> throw new UnsupportedOperationException(method.toString());
				});
	}

}
