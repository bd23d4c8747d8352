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

package io.datawarehouse.benchmarks.storage.peer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The bare synchronous client of the AWS SDK with the settings that our template gives
 * it: what the template is held against.
 */
final class TunedPeer implements StoragePeer {

	private static final int BUFFER_SIZE = 128 * 1024;

	private static final int MAXIMUM_CONNECTIONS = 64;

	private static final Duration ATTEMPT_TIMEOUT = Duration.ofMinutes(5);

	private final S3Client client;

	TunedPeer(PeerTarget target) {
		this.client = S3Client.builder()
			.endpointOverride(target.endpoint())
			.region(PeerTarget.REGION)
			.credentialsProvider(target.credentials())
			.forcePathStyle(true)
			.httpClientBuilder(Apache5HttpClient.builder().maxConnections(MAXIMUM_CONNECTIONS))
			.serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
			.requestChecksumCalculation(RequestChecksumCalculation.WHEN_SUPPORTED)
			.overrideConfiguration((override) -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
				.apiCallAttemptTimeout(ATTEMPT_TIMEOUT))
			.putAuthScheme(new UnsignedPayloadAuthScheme())
			.build();
	}

	@Override
	public void putBytes(String key, byte[] content) {
		this.client.putObject((put) -> put.bucket(PeerTarget.BUCKET).key(key), RequestBody.fromBytes(content));
	}

	@Override
	public byte[] getBytes(String key) {
		return this.client.getObject((get) -> get.bucket(PeerTarget.BUCKET).key(key),
				ResponseTransformer.unmanaged(TunedPeer::readExactly));
	}

	private static byte[] readExactly(GetObjectResponse response, AbortableInputStream input) throws IOException {
		try (input) {
			byte[] content = new byte[Math.toIntExact(response.contentLength())];
			int count = input.readNBytes(content, 0, content.length);
			if (count != content.length || input.read() >= 0) {
				throw new EOFException("The content has not its length of " + content.length + " bytes");
			}
			return content;
		}
	}

	@Override
	public void putFile(String key, Path file) {
		this.client.putObject((put) -> put.bucket(PeerTarget.BUCKET).key(key), RequestBody.fromFile(file));
	}

	@Override
	public void getToFile(String key, Path target) throws IOException {
		byte[] buffer = new byte[BUFFER_SIZE];
		try (InputStream input = this.client.getObject((get) -> get.bucket(PeerTarget.BUCKET).key(key));
				OutputStream output = Files.newOutputStream(target)) {
			for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
				output.write(buffer, 0, count);
			}
		}
	}

	@Override
	public void close() {
		this.client.close();
	}

}
