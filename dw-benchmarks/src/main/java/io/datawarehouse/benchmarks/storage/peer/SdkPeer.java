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

import java.nio.file.Path;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The synchronous client of the AWS SDK with its default settings.
 */
final class SdkPeer implements StoragePeer {

	private final S3Client client;

	private SdkPeer(S3Client client) {
		this.client = client;
	}

	/**
	 * As built by default. The HTTP client is the SDK's default one; it is named because
	 * there are others on this class path.
	 * @param target the store
	 * @return the peer
	 */
	static SdkPeer byDefault(PeerTarget target) {
		return new SdkPeer(client(target, Apache5HttpClient.builder()));
	}

	static SdkPeer onUrlConnection(PeerTarget target) {
		return new SdkPeer(client(target, UrlConnectionHttpClient.builder()));
	}

	static S3Client client(PeerTarget target, SdkHttpClient.Builder<?> http) {
		return S3Client.builder()
			.endpointOverride(target.endpoint())
			.region(PeerTarget.REGION)
			.credentialsProvider(target.credentials())
			.forcePathStyle(true)
			.httpClientBuilder(http)
			.build();
	}

	@Override
	public void putBytes(String key, byte[] content) {
		this.client.putObject((put) -> put.bucket(PeerTarget.BUCKET).key(key), RequestBody.fromBytes(content));
	}

	@Override
	public byte[] getBytes(String key) {
		return this.client.getObjectAsBytes((get) -> get.bucket(PeerTarget.BUCKET).key(key)).asByteArrayUnsafe();
	}

	@Override
	public void putFile(String key, Path file) {
		this.client.putObject((put) -> put.bucket(PeerTarget.BUCKET).key(key), file);
	}

	@Override
	public void getToFile(String key, Path target) {
		this.client.getObject((get) -> get.bucket(PeerTarget.BUCKET).key(key), target);
	}

	@Override
	public void close() {
		this.client.close();
	}

}
