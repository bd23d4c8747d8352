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

package io.datawarehouse.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import org.springframework.util.StreamUtils;

/**
 * Makes clients of the SDK that work with real stores, and not just with AWS.
 */
final class S3Clients {

	private static final List<String> INTERCEPTORS = List.of(
			"software/amazon/awssdk/global/handlers/execution.interceptors",
			"software/amazon/awssdk/services/s3/execution.interceptors");

	private static final String SDK = "software.amazon.awssdk.";

	private S3Clients() {
	}

	/**
	 * Create a client.
	 * @param settings what it is made of
	 * @param monitor is told of what the client transfers
	 * @param customizer changes the client before it is built, or {@code null}. All that
	 * one which was changed does is done by the SDK
	 * @return the client
	 */
	static S3Client client(ClientSettings settings, TransferMonitor monitor,
			@Nullable Consumer<S3ClientBuilder> customizer) {
		if (customizer == null && DirectS3Client.serves(settings) && !isIntercepted()) {
			URI endpoint = Objects.requireNonNull(settings.endpoint());
			PooledHttpClient http = settings.http().createClient(settings.traffic());
			Lazy<S3Client> sdk = new Lazy<>(() -> builder(settings, monitor).httpClient(http).build());
			return new DirectS3Client(sdk, http, settings, monitor, DirectTarget.of(endpoint));
		}
		S3ClientBuilder builder = builder(settings, monitor)
			.httpClientBuilder(new PooledHttpClient.Builder(settings.http(), settings.traffic()));
		if (customizer != null) {
			customizer.accept(builder);
		}
		return settings.dialect().adapt(builder.build());
	}

	private static S3ClientBuilder builder(ClientSettings settings, TransferMonitor monitor) {
		boolean always = settings.checksums() == ChecksumMode.WHEN_SUPPORTED;
		S3ClientBuilder builder = S3Client.builder()
			.region(settings.region())
			.credentialsProvider(settings.credentials())
			.forcePathStyle(settings.pathStyle())
			// Checksums then travel in a header: many stores do not understand trailers.
			.serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
			.requestChecksumCalculation(
					always ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED)
			.responseChecksumValidation(
					always ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED)
			.overrideConfiguration(overrides(settings).addExecutionInterceptor(monitor).build());
		if (settings.endpoint() != null) {
			builder.endpointOverride(settings.endpoint());
		}
		Boolean payloadSigning = settings.explicitPayloadSigning();
		if (payloadSigning != null || settings.dialect().doubleUrlEncode()) {
			builder.putAuthScheme(new PayloadSigningAuthScheme(payloadSigning, settings.dialect().doubleUrlEncode()));
		}
		if (settings.legacyMd5()) {
			builder.addPlugin(LegacyMd5Plugin.create());
		}
		return builder;
	}

	/**
	 * Whether something on the class path, that is not of the SDK itself, wants to see
	 * each of its requests.
	 */
	private static boolean isIntercepted() {
		try {
			for (String place : INTERCEPTORS) {
				for (URL list : Collections.list(S3Client.class.getClassLoader().getResources(place))) {
					String content = read(list);
					if (content.lines().anyMatch((line) -> !line.isBlank() && !line.startsWith(SDK))) {
						return true;
					}
				}
			}
			return false;
		}
		catch (IOException ex) {
			return true;
		}
	}

	private static ClientOverrideConfiguration.Builder overrides(ClientSettings settings) {
		ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder()
			// Retries are made by the template, and in one place only.
			.retryStrategy(AwsRetryStrategy.doNotRetry())
			.apiCallAttemptTimeout(settings.attemptTimeout())
			.scheduledExecutorService(settings.timeouts())
			.addExecutionInterceptor(new PartialContentInterceptor())
			.addExecutionInterceptor(new ExpectContinueInterceptor());
		if (settings.endpoint() != null) {
			overrides.addExecutionInterceptor(new Utf16PrologInterceptor());
		}
		if (settings.userAgentSuffix() != null) {
			overrides.putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, settings.userAgentSuffix());
		}
		settings.dialect().configure(overrides);
		return overrides;
	}

	private static String read(URL list) throws IOException {
		try (InputStream stream = list.openStream()) {
			return StreamUtils.copyToString(stream, StandardCharsets.UTF_8);
		}
	}

	static S3Presigner presigner(ClientSettings settings) {
		S3Presigner.Builder builder = S3Presigner.builder()
			.region(settings.region())
			.credentialsProvider(settings.credentials())
			.serviceConfiguration(S3Configuration.builder()
				.chunkedEncodingEnabled(false)
				.pathStyleAccessEnabled(settings.pathStyle())
				.build());
		if (settings.endpoint() != null) {
			builder.endpointOverride(settings.endpoint());
		}
		return settings.dialect().adapt(builder.build(), settings);
	}

}
