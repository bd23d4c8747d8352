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

package io.datawarehouse.autoconfigure.job;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.ssl.SslBundle;

/**
 * Details required to connect to a Datlake catalog.
 *
 * @since 1.0.0
 */
public interface DwJobConnectionDetails extends ConnectionDetails {

	/**
	 * Address of the catalog, without the path of an API.
	 * @return the URL
	 */
	URI getUrl();

	/**
	 * Key sent with each call.
	 * @return the API key, or {@code null} to send none
	 */
	default @Nullable String getApiKey() {
		return null;
	}

	/**
	 * Address at which the catalog takes OpenLineage events, with the same key as
	 * {@code Bearer}: for others that take part in a run, such as Spark.
	 * @return the URL with its path, or {@code null} if it is not known to take any
	 */
	default @Nullable URI getLineageUrl() {
		return null;
	}

	/**
	 * SSL bundle to connect with.
	 * @return the bundle, or {@code null} for the system's trust
	 */
	default @Nullable SslBundle getSslBundle() {
		return null;
	}

}
