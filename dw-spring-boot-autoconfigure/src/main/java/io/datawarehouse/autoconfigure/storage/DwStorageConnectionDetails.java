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

package io.datawarehouse.autoconfigure.storage;

import java.net.URI;

import io.datawarehouse.storage.StorageDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Details required to connect to an S3-compatible object store.
 *
 * @since 1.0.0
 */
public interface DwStorageConnectionDetails extends ConnectionDetails {

	/**
	 * Address of the store.
	 * @return the endpoint, or {@code null} for Amazon S3 itself
	 */
	@Nullable URI getEndpoint();

	/**
	 * Region to sign for.
	 * @return the region, or {@code null} for the default
	 */
	default @Nullable String getRegion() {
		return null;
	}

	/**
	 * Keys to sign with.
	 * @return the credentials, or {@code null} to use the default chain of the AWS SDK
	 */
	default @Nullable Credentials getCredentials() {
		return null;
	}

	/**
	 * SSL bundle to connect with.
	 * @return the bundle, or {@code null} for the system's trust
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

	/**
	 * Where the bucket is named.
	 * @return whether it is part of the path instead of the host name, or {@code null}
	 * for what suits the endpoint
	 */
	default @Nullable Boolean getPathStyle() {
		return null;
	}

	/**
	 * What kind of store it is.
	 * @return the dialect
	 */
	default StorageDialect getDialect() {
		return StorageDialect.S3;
	}

	/**
	 * Keys of an S3 user.
	 *
	 * @param accessKey the access key
	 * @param secretKey the secret key
	 * @param sessionToken the session token of temporary keys, or {@code null}
	 */
	record Credentials(String accessKey, String secretKey, @Nullable String sessionToken) {

		/**
		 * Keys without a session token.
		 * @param accessKey the access key
		 * @param secretKey the secret key
		 * @return the credentials
		 */
		public static Credentials of(String accessKey, String secretKey) {
			return new Credentials(accessKey, secretKey, null);
		}

		@Override
		public String toString() {
			return "Credentials[accessKey=" + this.accessKey + "]";
		}

	}

}
