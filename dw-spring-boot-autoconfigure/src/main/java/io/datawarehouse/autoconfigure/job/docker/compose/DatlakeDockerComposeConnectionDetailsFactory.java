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
package io.datawarehouse.autoconfigure.job.docker.compose;

import java.net.URI;
import java.util.OptionalInt;

import io.datawarehouse.autoconfigure.docker.ContainerVariables;
import io.datawarehouse.autoconfigure.docker.DatlakeImage;
import io.datawarehouse.autoconfigure.job.DwJobConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * {@link DockerComposeConnectionDetailsFactory} to create {@link DwJobConnectionDetails}
 * for a service of a Datlake catalog.
 */
class DatlakeDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<DwJobConnectionDetails> {

	DatlakeDockerComposeConnectionDetailsFactory() {
		super(DatlakeImage.NAMES.toArray(String[]::new));
	}

	@Override
	protected DwJobConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new DatlakeDockerComposeConnectionDetails(source.getRunningService());
	}

	/**
	 * {@link DwJobConnectionDetails} backed by a {@link RunningService}.
	 */
	private static final class DatlakeDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements DwJobConnectionDetails {

		private final URI url;

		private final @Nullable String apiKey;

		private final @Nullable SslBundle sslBundle;

		private DatlakeDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.sslBundle = getSslBundle(service);
			this.url = url(service, this.sslBundle != null);
			this.apiKey = DatlakeImage.apiKey(service.env());
		}

		private static URI url(RunningService service, boolean secure) {
			OptionalInt inside = DatlakeImage.port(service.env());
			int port = inside.isPresent() ? service.ports().get(inside.getAsInt())
					: ContainerVariables.onlyPort(service.ports().getAll("tcp"), DatlakeImage.PORT_VARIABLE);
			return DatlakeImage.url(service.host(), port, secure);
		}

		@Override
		public URI getUrl() {
			return this.url;
		}

		@Override
		public @Nullable String getApiKey() {
			return this.apiKey;
		}

		@Override
		public @Nullable SslBundle getSslBundle() {
			return this.sslBundle;
		}

	}

}
