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

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * What the client and the presigner are made of.
 *
 * @param endpoint the endpoint, or {@code null} for that of AWS in the region
 * @param region the region for which requests are signed
 * @param credentials where the credentials come from
 * @param pathStyle whether the bucket is part of the path instead of the host
 * @param http how connections are made
 * @param attemptTimeout how long one attempt may take
 * @param checksums when checksums are used
 * @param payloadSigning whether content is signed
 * @param legacyMd5 whether there is a {@code Content-MD5} where a checksum is needed
 * @param userAgentSuffix what is appended to the user agent, or {@code null}
 * @param dialect where the store differs from S3
 * @param timeouts ends attempts that take too long
 * @param traffic counts what is moved
 */
record ClientSettings(@Nullable URI endpoint, Region region, AwsCredentialsProvider credentials, boolean pathStyle,
		HttpSettings http, Duration attemptTimeout, ChecksumMode checksums, PayloadSigning payloadSigning,
		boolean legacyMd5, @Nullable String userAgentSuffix, Dialect dialect, ScheduledExecutorService timeouts,
		StorageTraffic traffic) {

	/**
	 * Make what ends attempts that take too long. That of the SDK would keep its thread
	 * after the client was closed, for as long as an attempt may take.
	 */
	static ScheduledExecutorService newTimeouts() {
		ScheduledThreadPoolExecutor timeouts = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "dw-storage-timeouts");
			thread.setDaemon(true);
			return thread;
		});
		timeouts.setRemoveOnCancelPolicy(true);
		return timeouts;
	}

	/**
	 * Close what the client and the presigner shared.
	 */
	void close() {
		this.timeouts.shutdownNow();
		if (this.credentials instanceof SdkAutoCloseable closeable) {
			closeable.close();
		}
	}

	/**
	 * The rule for payloads that the SDK must be told, which signs them by itself over
	 * plain HTTP only.
	 * @return whether they are signed, or {@code null} to leave it to the SDK
	 */
	@Nullable Boolean explicitPayloadSigning() {
		boolean tls = this.endpoint == null || "https".equalsIgnoreCase(this.endpoint.getScheme());
		return switch (this.payloadSigning) {
			case AUTO -> (!tls && isLoopback()) ? Boolean.FALSE : null;
			case ALWAYS -> tls ? Boolean.TRUE : null;
			case NEVER -> tls ? null : Boolean.FALSE;
		};
	}

	private boolean isLoopback() {
		String host = (this.endpoint != null) ? this.endpoint.getHost() : "";
		return host.equalsIgnoreCase("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
	}

	/**
	 * Without the credentials.
	 */
	@Override
	public String toString() {
		return "endpoint " + this.endpoint + ", region " + this.region;
	}

}
