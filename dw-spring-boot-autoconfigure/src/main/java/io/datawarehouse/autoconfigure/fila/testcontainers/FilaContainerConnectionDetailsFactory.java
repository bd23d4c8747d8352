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
package io.datawarehouse.autoconfigure.fila.testcontainers;

import java.util.List;

import io.datawarehouse.autoconfigure.docker.FilaImage;
import io.datawarehouse.autoconfigure.fila.FilaConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;

/**
 * {@link ContainerConnectionDetailsFactory} to create {@link FilaConnectionDetails} from
 * a {@link ServiceConnection @ServiceConnection}-annotated container of the Fila broker.
 */
class FilaContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, FilaConnectionDetails> {

	FilaContainerConnectionDetailsFactory() {
		super(FilaImage.NAMES);
	}

	@Override
	protected FilaConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new FilaContainerConnectionDetails(source);
	}

	/**
	 * {@link FilaConnectionDetails} backed by a {@link ContainerConnectionSource}.
	 */
	private static final class FilaContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements FilaConnectionDetails {

		private FilaContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public List<String> getAddresses() {
			Container<?> container = getContainer();
			int port = FilaImage.port(container.getEnvMap());
			return List.of(FilaImage.address(container.getHost(), container.getMappedPort(port)));
		}

		@Override
		public @Nullable String getApiKey() {
			return FilaImage.apiKey(getContainer().getEnvMap());
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
