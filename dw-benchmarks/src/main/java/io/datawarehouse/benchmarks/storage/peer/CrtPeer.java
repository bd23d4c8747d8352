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

import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.DownloadRequest;

/**
 * The transfer manager of the AWS SDK on the AWS Common Runtime.
 */
final class CrtPeer implements StoragePeer {

	private final S3AsyncClient client;

	private final S3TransferManager manager;

	CrtPeer(PeerTarget target) {
		this.client = S3AsyncClient.crtBuilder()
			.endpointOverride(target.endpoint())
			.region(PeerTarget.REGION)
			.credentialsProvider(target.credentials())
			.forcePathStyle(true)
			.build();
		this.manager = S3TransferManager.builder().s3Client(this.client).build();
	}

	@Override
	public void putBytes(String key, byte[] content) {
		this.manager
			.upload((upload) -> upload.putObjectRequest((put) -> put.bucket(PeerTarget.BUCKET).key(key))
				.requestBody(AsyncRequestBody.fromBytesUnsafe(content)))
			.completionFuture()
			.join();
	}

	@Override
	public byte[] getBytes(String key) {
		DownloadRequest<ResponseBytes<GetObjectResponse>> download = DownloadRequest.builder()
			.getObjectRequest((get) -> get.bucket(PeerTarget.BUCKET).key(key))
			.responseTransformer(AsyncResponseTransformer.<GetObjectResponse>toBytes())
			.build();
		return this.manager.download(download).completionFuture().join().result().asByteArrayUnsafe();
	}

	@Override
	public void putFile(String key, Path file) {
		this.manager
			.uploadFile(
					(upload) -> upload.putObjectRequest((put) -> put.bucket(PeerTarget.BUCKET).key(key)).source(file))
			.completionFuture()
			.join();
	}

	@Override
	public void getToFile(String key, Path target) {
		this.manager
			.downloadFile((download) -> download.getObjectRequest((get) -> get.bucket(PeerTarget.BUCKET).key(key))
				.destination(target))
			.completionFuture()
			.join();
	}

	@Override
	public void close() {
		this.manager.close();
		this.client.close();
	}

}
