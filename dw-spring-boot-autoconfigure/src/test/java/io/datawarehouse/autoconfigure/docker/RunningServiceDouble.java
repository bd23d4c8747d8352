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

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.mock.env.MockEnvironment;

/**
 * A service of Docker Compose that runs nowhere, and what the registered factories make
 * of it.
 *
 * @param imageName the image
 * @param mapped the ports inside and outside
 * @param env the environment variables
 * @param labels the labels
 */
public record RunningServiceDouble(String imageName, Map<Integer, Integer> mapped, Map<String, @Nullable String> env,
		Map<String, String> labels) implements RunningService, ConnectionPorts {

	public static RunningServiceDouble of(String imageName, Map<Integer, Integer> mapped, Map<String, String> env) {
		return new RunningServiceDouble(imageName, mapped, Map.copyOf(env), Map.of());
	}

	public RunningServiceDouble label(String name, String value) {
		return new RunningServiceDouble(this.imageName, this.mapped, this.env, Map.of(name, value));
	}

	@Override
	public String name() {
		return "service";
	}

	@Override
	public ImageReference image() {
		return ImageReference.of(this.imageName);
	}

	@Override
	public String host() {
		return "docker.example.com";
	}

	@Override
	public ConnectionPorts ports() {
		return this;
	}

	@Override
	public int get(int containerPort) {
		Integer port = this.mapped.get(containerPort);
		if (port == null) {
			throw new IllegalStateException("No host port mapping found for container port " + containerPort);
		}
		return port;
	}

	@Override
	public List<Integer> getAll() {
		return List.copyOf(this.mapped.values());
	}

	@Override
	public List<Integer> getAll(@Nullable String protocol) {
		return getAll();
	}

	/**
	 * The connection details that Boot makes of the service.
	 * @return the details by their type
	 */
	public Map<Class<?>, ConnectionDetails> connectionDetails() throws ReflectiveOperationException {
		Constructor<?> constructor = DockerComposeConnectionSource.class.getDeclaredConstructors()[0];
		constructor.setAccessible(true);
		Object[] arguments = Arrays.stream(constructor.getParameterTypes())
			.map((type) -> type.isInstance(this) ? this : new MockEnvironment())
			.toArray();
		return new ConnectionDetailsFactories(null).getConnectionDetails(constructor.newInstance(arguments), false);
	}

}
