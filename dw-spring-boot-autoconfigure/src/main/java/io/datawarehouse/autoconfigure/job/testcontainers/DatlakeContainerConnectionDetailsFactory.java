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
package io.datawarehouse.autoconfigure.job.testcontainers;

import java.net.URI;
import java.util.OptionalInt;

import io.datawarehouse.autoconfigure.docker.ContainerVariables;
import io.datawarehouse.autoconfigure.docker.DatlakeImage;
import io.datawarehouse.autoconfigure.job.DwJobConnectionDetails;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.Container;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;

/**
 * {@link ContainerConnectionDetailsFactory} to create {@link DwJobConnectionDetails} from
 * a {@link ServiceConnection @ServiceConnection}-annotated container of a Datlake
 * catalog.
 */
class DatlakeContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<Container<?>, DwJobConnectionDetails> {

	DatlakeContainerConnectionDetailsFactory() {
		super(DatlakeImage.NAMES);
	}

	@Override
	protected DwJobConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
		return new DatlakeContainerConnectionDetails(source);
	}

	/**
	 * {@link DwJobConnectionDetails} backed by a {@link ContainerConnectionSource}.
	 */
	private static final class DatlakeContainerConnectionDetails extends ContainerConnectionDetails<Container<?>>
			implements DwJobConnectionDetails {

		private DatlakeContainerConnectionDetails(ContainerConnectionSource<Container<?>> source) {
			super(source);
		}

		@Override
		public URI getUrl() {
			Container<?> container = getContainer();
			OptionalInt port = DatlakeImage.port(container.getEnvMap());
			int inside = port.isPresent() ? port.getAsInt()
					: ContainerVariables.onlyPort(container.getExposedPorts(), DatlakeImage.PORT_VARIABLE);
			return DatlakeImage.url(container.getHost(), container.getMappedPort(inside), getSslBundle() != null);
		}

		@Override
		public @Nullable String getApiKey() {
			return DatlakeImage.apiKey(getContainer().getEnvMap());
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return super.getSslBundle();
		}

	}

}
