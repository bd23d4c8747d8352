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

import java.io.IOException;
import java.nio.file.Path;

import io.minio.DownloadObjectArgs;
import io.minio.GetObjectArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;

/**
 * The client of minio-java on OkHttp.
 */
final class MinioPeer implements StoragePeer {

	private final MinioClient client;

	MinioPeer(PeerTarget target) {
		this.client = MinioClient.builder()
			.endpoint(target.endpoint().toString())
			.region(PeerTarget.REGION.id())
			.credentials(PeerTarget.ACCESS_KEY, PeerTarget.SECRET_KEY)
			.build();
	}

	@Override
	public void putBytes(String key, byte[] content) throws MinioException {
		this.client.putObject(
				PutObjectArgs.builder().bucket(PeerTarget.BUCKET).object(key).data(content, content.length).build());
	}

	@Override
	public byte[] getBytes(String key) throws MinioException, IOException {
		try (var response = this.client
			.getObject(GetObjectArgs.builder().bucket(PeerTarget.BUCKET).object(key).build())) {
			return response.readAllBytes();
		}
	}

	@Override
	public void putFile(String key, Path file) throws MinioException {
		this.client.uploadObject(
				UploadObjectArgs.builder().bucket(PeerTarget.BUCKET).object(key).filename(file.toString()).build());
	}

	@Override
	public void getToFile(String key, Path target) throws MinioException {
		this.client.downloadObject(
				DownloadObjectArgs.builder().bucket(PeerTarget.BUCKET).object(key).filename(target.toString()).build());
	}

	@Override
	public void close() throws IOException {
		try {
			this.client.close();
		}
		catch (IOException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IOException(ex);
		}
	}

}
