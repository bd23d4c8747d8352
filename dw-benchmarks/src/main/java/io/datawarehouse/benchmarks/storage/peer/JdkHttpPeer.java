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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * A floor: presigned URLs with the HTTP client of the JDK. A URL is signed once for each
 * key, so what is measured is HTTP alone.
 */
final class JdkHttpPeer implements StoragePeer {

	private static final Duration EXPIRY = Duration.ofHours(1);

	private static final int ATTEMPTS = 3;

	private final S3Presigner presigner;

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Map<String, URI> puts = new ConcurrentHashMap<>();

	private final Map<String, URI> gets = new ConcurrentHashMap<>();

	JdkHttpPeer(PeerTarget target) {
		this.presigner = presigner(target);
	}

	static S3Presigner presigner(PeerTarget target) {
		return S3Presigner.builder()
			.endpointOverride(target.endpoint())
			.region(PeerTarget.REGION)
			.credentialsProvider(target.credentials())
			.serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(true).build())
			.build();
	}

	@Override
	public void putBytes(String key, byte[] content) throws IOException, InterruptedException {
		put(key, BodyPublishers.ofByteArray(content));
	}

	@Override
	public void putFile(String key, Path file) throws IOException, InterruptedException {
		put(key, BodyPublishers.ofFile(file));
	}

	@Override
	public byte[] getBytes(String key) throws IOException, InterruptedException {
		return get(key, BodyHandlers.ofByteArray());
	}

	@Override
	public void getToFile(String key, Path target) throws IOException, InterruptedException {
		get(key, BodyHandlers.ofFile(target));
	}

	private void put(String key, BodyPublisher body) throws IOException, InterruptedException {
		URI url = this.puts.computeIfAbsent(key, this::presignPut);
		send(HttpRequest.newBuilder(url).PUT(body).build(), BodyHandlers.discarding());
	}

	private <T> T get(String key, BodyHandler<T> body) throws IOException, InterruptedException {
		URI url = this.gets.computeIfAbsent(key, this::presignGet);
		return send(HttpRequest.newBuilder(url).GET().build(), body);
	}

	/**
	 * The client of JDK 17 closes a pooled connection now and then when the answer comes
	 * sooner than it expects on a busy machine, and leaves it to the caller to send again
	 * what is no GET.
	 */
	private <T> T send(HttpRequest request, BodyHandler<T> body) throws IOException, InterruptedException {
		for (int attempt = 1;; attempt++) {
			try {
				return sendOnce(request, body);
			}
			catch (IOException ex) {
				if (attempt == ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private <T> T sendOnce(HttpRequest request, BodyHandler<T> body) throws IOException, InterruptedException {
		HttpResponse<T> response = this.client.send(request, body);
		if (response.statusCode() != 200) {
			throw new IllegalStateException(request.method() + " answered " + response.statusCode());
		}
		return response.body();
	}

	private URI presignPut(String key) {
		return URI.create(
				this.presigner
					.presignPutObject((presign) -> presign.signatureDuration(EXPIRY)
						.putObjectRequest((put) -> put.bucket(PeerTarget.BUCKET).key(key)))
					.url()
					.toString());
	}

	private URI presignGet(String key) {
		return URI.create(
				this.presigner
					.presignGetObject((presign) -> presign.signatureDuration(EXPIRY)
						.getObjectRequest((get) -> get.bucket(PeerTarget.BUCKET).key(key)))
					.url()
					.toString());
	}

	@Override
	public void close() {
		this.presigner.close();
	}

}
