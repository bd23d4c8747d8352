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

import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * The asynchronous client of the AWS SDK on Netty, with its own parallel parts.
 */
final class NettyPeer implements StoragePeer {

	private final S3AsyncClient client;

	NettyPeer(PeerTarget target) {
		this.client = S3AsyncClient.builder()
			.endpointOverride(target.endpoint())
			.region(PeerTarget.REGION)
			.credentialsProvider(target.credentials())
			.forcePathStyle(true)
			.multipartEnabled(true)
			.httpClientBuilder(NettyNioAsyncHttpClient.builder())
			.build();
	}

	@Override
	public void putBytes(String key, byte[] content) {
		this.client
			.putObject((put) -> put.bucket(PeerTarget.BUCKET).key(key), AsyncRequestBody.fromBytesUnsafe(content))
			.join();
	}

	@Override
	public byte[] getBytes(String key) {
		return this.client
			.getObject((get) -> get.bucket(PeerTarget.BUCKET).key(key), AsyncResponseTransformer.toBytes())
			.join()
			.asByteArrayUnsafe();
	}

	@Override
	public void putFile(String key, Path file) {
		this.client.putObject((put) -> put.bucket(PeerTarget.BUCKET).key(key), file).join();
	}

	@Override
	public void getToFile(String key, Path target) {
		this.client.getObject((get) -> get.bucket(PeerTarget.BUCKET).key(key), target).join();
	}

	@Override
	public void close() {
		this.client.close();
	}

}
