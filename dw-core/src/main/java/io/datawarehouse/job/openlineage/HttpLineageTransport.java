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

package io.datawarehouse.job.openlineage;

import java.net.URI;
import java.nio.charset.StandardCharsets;

import io.datawarehouse.DataWarehouseException;
import io.datawarehouse.job.LineageTransport;
import io.datawarehouse.job.RefusedLineageException;
import io.datawarehouse.spark.SparkSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Posts events to an OpenLineage consumer such as Marquez.
 *
 * @since 1.0.0
 */
public final class HttpLineageTransport implements LineageTransport {

	private static final int MAX_TEXT = 500;

	private final RestClient client;

	private final URI endpoint;

	private final @Nullable String apiKey;

	/**
	 * Create a new transport.
	 * @param client the client to post with, with timeouts
	 * @param endpoint the address that takes the events, such as
	 * {@code http://marquez:5000/api/v1/lineage}
	 * @param apiKey the key sent as {@code Bearer}, or {@code null} to send none
	 */
	public HttpLineageTransport(RestClient client, URI endpoint, @Nullable String apiKey) {
		this.client = client;
		this.endpoint = endpoint;
		this.apiKey = apiKey;
	}

	@Override
	public void send(String event) {
		try {
			RestClient.RequestBodySpec request = this.client.post()
				.uri(this.endpoint)
				.contentType(MediaType.APPLICATION_JSON);
			if (StringUtils.hasText(this.apiKey)) {
				request.headers((headers) -> headers.setBearerAuth(this.apiKey));
			}
			request.body(event).exchange((sent, response) -> {
				check(response.getStatusCode().value(),
						new String(response.getBody().readNBytes(MAX_TEXT), StandardCharsets.UTF_8));
				return Boolean.TRUE;
			});
		}
		catch (RestClientException ex) {
			throw new DataWarehouseException("Cannot post an OpenLineage event to " + this.endpoint
					+ ". Check that the consumer is up: " + ex.getMessage(), ex);
		}
	}

	@Override
	public SparkSettings sparkConf() {
		return sparkConf(this.endpoint, this.apiKey);
	}

	/**
	 * What Spark has to be told to post its events to an OpenLineage consumer.
	 * @param endpoint the address that takes the events, such as
	 * {@code http://marquez:5000/api/v1/lineage}
	 * @param apiKey the key, which becomes a {@linkplain SparkSettings#withSecrets()
	 * secret}, or {@code null} for none
	 * @return the settings {@code spark.openlineage.transport.*}
	 */
	public static SparkSettings sparkConf(URI endpoint, @Nullable String apiKey) {
		SparkSettings settings = SparkSettings.none()
			.with("spark.openlineage.transport.type", "http")
			.with("spark.openlineage.transport.url", endpoint.getScheme() + "://" + endpoint.getRawAuthority());
		if (StringUtils.hasText(endpoint.getRawPath())) {
			settings = settings.with("spark.openlineage.transport.endpoint", endpoint.getRawPath());
		}
		if (!StringUtils.hasText(apiKey)) {
			return settings;
		}
		// The type goes with the key: it is of no use without.
		return settings.withSecret("spark.openlineage.transport.auth.type", "api_key")
			.withSecret("spark.openlineage.transport.auth.apiKey", apiKey);
	}

	private void check(int status, String text) {
		if (status >= 200 && status <= 299) {
			return;
		}
		String message = "%s answered a posted OpenLineage event with %d: %s".formatted(this.endpoint, status, text);
		// Of these, the same event may be taken later: the rest is about the event.
		if (status == 400 || status == 413 || status == 415 || status == 422) {
			throw new RefusedLineageException(message);
		}
		throw new DataWarehouseException(message, null);
	}

	@Override
	public String toString() {
		return "HttpLineageTransport[" + this.endpoint + "]";
	}

}
