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

import java.util.function.Consumer;

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

/**
 * Makes clients of the SDK that work with real stores, and not just with AWS.
 */
final class S3Clients {

	private S3Clients() {
	}

	static S3Client client(ClientSettings settings, Consumer<S3ClientBuilder> customizer) {
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
			.overrideConfiguration(overrides(settings))
			.httpClientBuilder(new PooledHttpClient.Builder(settings.http(), settings.traffic()));
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
		customizer.accept(builder);
		return settings.dialect().adapt(builder.build());
	}

	private static ClientOverrideConfiguration overrides(ClientSettings settings) {
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
		return overrides.build();
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
