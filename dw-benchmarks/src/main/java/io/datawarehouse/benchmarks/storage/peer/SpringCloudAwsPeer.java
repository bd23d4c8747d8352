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

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.awspring.cloud.s3.InMemoryBufferingS3OutputStreamProvider;
import io.awspring.cloud.s3.Jackson2JsonS3ObjectConverter;
import io.awspring.cloud.s3.PropertiesS3ObjectContentTypeResolver;
import io.awspring.cloud.s3.S3Template;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@link S3Template} of Spring Cloud AWS, put together as its auto-configuration
 * does.
 */
final class SpringCloudAwsPeer implements StoragePeer {

	private final S3Client client;

	private final S3Presigner presigner;

	private final S3Template template;

	SpringCloudAwsPeer(PeerTarget target) {
		this.client = SdkPeer.client(target, Apache5HttpClient.builder());
		this.presigner = JdkHttpPeer.presigner(target);
		this.template = new S3Template(this.client,
				new InMemoryBufferingS3OutputStreamProvider(this.client, new PropertiesS3ObjectContentTypeResolver()),
				new Jackson2JsonS3ObjectConverter(new JsonMapper()), this.presigner);
	}

	@Override
	public void putBytes(String key, byte[] content) {
		this.template.upload(PeerTarget.BUCKET, key, new ByteArrayInputStream(content));
	}

	@Override
	public byte[] getBytes(String key) throws IOException {
		try (InputStream content = this.template.download(PeerTarget.BUCKET, key).getInputStream()) {
			return content.readAllBytes();
		}
	}

	@Override
	public void putFile(String key, Path file) throws IOException {
		try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
			this.template.upload(PeerTarget.BUCKET, key, content);
		}
	}

	@Override
	public void getToFile(String key, Path target) throws IOException {
		try (InputStream content = this.template.download(PeerTarget.BUCKET, key).getInputStream()) {
			Files.copy(content, target);
		}
	}

	@Override
	public void close() {
		this.presigner.close();
		this.client.close();
	}

}
