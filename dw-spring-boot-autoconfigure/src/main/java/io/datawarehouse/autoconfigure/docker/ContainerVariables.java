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

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reads the environment variables of a container.
 *
 * @since 1.0.0
 */
public final class ContainerVariables {

	private static final int MAX_PORT = 65535;

	private final Map<String, ? extends @Nullable String> variables;

	private ContainerVariables(Map<String, ? extends @Nullable String> variables) {
		this.variables = variables;
	}

	/**
	 * Read these variables.
	 * @param variables the names and values
	 * @return their reader
	 */
	public static ContainerVariables of(Map<String, ? extends @Nullable String> variables) {
		return new ContainerVariables(variables);
	}

	/**
	 * The first of some variables that has a text.
	 * @param names the names, the ones that win first
	 * @return the value, or {@code null} if none has a text
	 */
	public @Nullable String first(List<String> names) {
		for (String name : names) {
			String value = this.variables.get(name);
			if (StringUtils.hasText(value)) {
				return value;
			}
		}
		return null;
	}

	/**
	 * The port that a variable names.
	 * @param names the names of the variables, the ones that win first
	 * @return the port inside of the container, or nothing if none has a text
	 * @throws IllegalStateException if the value is not a port
	 */
	public OptionalInt port(List<String> names) {
		String value = first(names);
		if (value == null) {
			return OptionalInt.empty();
		}
		if (!value.matches("[1-9]\\d{0,4}") || Integer.parseInt(value) > MAX_PORT) {
			throw new IllegalStateException("The environment variable " + String.join(" or ", names)
					+ " of the container must be a port, was '" + value + "'");
		}
		return OptionalInt.of(Integer.parseInt(value));
	}

	/**
	 * The only one of some ports.
	 * @param ports the ports of a container
	 * @param variable the variable that would tell which one is meant
	 * @return the port
	 * @throws IllegalStateException if there are several, or none
	 */
	public static int onlyPort(List<Integer> ports, String variable) {
		if (ports.size() != 1) {
			throw new IllegalStateException("The container must have one port for the connection, but has " + ports
					+ ": set " + variable + " in its environment to the port inside of the container");
		}
		return ports.get(0);
	}

}
