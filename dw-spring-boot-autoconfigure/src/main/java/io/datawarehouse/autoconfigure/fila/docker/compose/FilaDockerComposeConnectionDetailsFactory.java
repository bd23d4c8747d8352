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
package io.datawarehouse.autoconfigure.fila.docker.compose;

import java.util.List;

import io.datawarehouse.autoconfigure.docker.FilaImage;
import io.datawarehouse.autoconfigure.fila.FilaConnectionDetails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.ssl.SslBundle;

/**
 * {@link DockerComposeConnectionDetailsFactory} to create {@link FilaConnectionDetails}
 * for a service of the Fila broker.
 */
class FilaDockerComposeConnectionDetailsFactory extends DockerComposeConnectionDetailsFactory<FilaConnectionDetails> {

	FilaDockerComposeConnectionDetailsFactory() {
		super(FilaImage.NAMES.toArray(String[]::new));
	}

	@Override
	protected FilaConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new FilaDockerComposeConnectionDetails(source.getRunningService());
	}

	/**
	 * {@link FilaConnectionDetails} backed by a {@link RunningService}.
	 */
	private static final class FilaDockerComposeConnectionDetails extends DockerComposeConnectionDetails
			implements FilaConnectionDetails {

		private final String address;

		private final @Nullable String apiKey;

		private final @Nullable SslBundle sslBundle;

		private FilaDockerComposeConnectionDetails(RunningService service) {
			super(service);
			this.address = FilaImage.address(service.host(), service.ports().get(FilaImage.port(service.env())));
			this.apiKey = FilaImage.apiKey(service.env());
			this.sslBundle = getSslBundle(service);
		}

		@Override
		public List<String> getAddresses() {
			return List.of(this.address);
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
