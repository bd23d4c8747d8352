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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.util.Assert;

/**
 * Stores objects: in one request up to {@link #MULTIPART_THRESHOLD}, in parts above.
 */
final class ObjectWriter {

	/**
	 * Size above which an object is stored in parts.
	 */
	static final int MULTIPART_THRESHOLD = 16 * 1024 * 1024;

	private static final String TEXT = "text/plain;charset=UTF-8";

	private final StorageExecutor executor;

	ObjectWriter(StorageExecutor executor) {
		this.executor = executor;
	}

	StoredObject store(DwUri uri, byte[] content, StoreOptions options) {
		return store("store", uri, options, MediaType.APPLICATION_OCTET_STREAM_VALUE,
				(upload) -> upload.send(new BytesSource(content)));
	}

	StoredObject store(DwUri uri, String content, StoreOptions options) {
		return store("store", uri, options, TEXT,
				(upload) -> upload.send(new BytesSource(content.getBytes(StandardCharsets.UTF_8))));
	}

	StoredObject store(DwUri uri, InputStream content, long length, StoreOptions options) {
		Assert.isTrue(length >= -1, () -> "length must be -1 (not known) or the number of bytes, was " + length);
		return store("store", uri, options, MediaType.APPLICATION_OCTET_STREAM_VALUE,
				(upload) -> upload.send(new StreamSource(content, length)));
	}

	StoredObject storeFile(String operation, DwUri uri, Path file, StoreOptions options) {
		return store(operation, uri, options, MediaType.APPLICATION_OCTET_STREAM_VALUE, (upload) -> upload.send(file));
	}

	StoredObject store(DwUri uri, Resource content, StoreOptions options) {
		return store("store", uri, options, MediaType.APPLICATION_OCTET_STREAM_VALUE, (upload) -> upload.send(content));
	}

	private StoredObject store(String operation, DwUri uri, StoreOptions options, String defaultType,
			Function<Upload, StoredObject> send) {
		Addresses.requireObject(uri);
		Upload upload = new Upload(operation, uri, options, contentType(uri, options, defaultType));
		return this.executor.observe(operation, uri, () -> send.apply(upload));
	}

	private static String contentType(DwUri uri, StoreOptions options, String defaultType) {
		if (options.contentType() != null) {
			return options.contentType();
		}
		return MediaTypeFactory.getMediaType(uri.fileName()).map(MediaType::toString).orElse(defaultType);
	}

	/**
	 * One object on its way into the store.
	 */
	private final class Upload {

		private final String operation;

		private final DwUri uri;

		private final StoreOptions options;

		private final String contentType;

		private Upload(String operation, DwUri uri, StoreOptions options, String contentType) {
			this.operation = operation;
			this.uri = uri;
			this.options = options;
			this.contentType = contentType;
		}

		private StoredObject send(Path file) {
			try (FileSource source = FileSource.open(file)) {
				return send(source);
			}
			catch (LocalIoException ex) {
				throw failure(ex);
			}
		}

		private StoredObject send(Resource resource) {
			try {
				if (resource.isFile()) {
					return send(resource.getFilePath());
				}
				try (InputStream stream = resource.getInputStream()) {
					return send(new StreamSource(stream, resource.contentLength()));
				}
			}
			catch (IOException ex) {
				throw failure(
						new LocalIoException(resource.getDescription() + " cannot be read: " + ex.getMessage(), ex));
			}
		}

		private StoredObject send(UploadSource source) {
			try {
				if (source.size() > MULTIPART_THRESHOLD) {
					return sendParts(source, null);
				}
				UploadSource.Part first = source.next(MULTIPART_THRESHOLD);
				return (source.size() < 0 && first.length() == MULTIPART_THRESHOLD) ? sendParts(source, first)
						: sendWhole(first);
			}
			catch (IOException ex) {
				throw failure(ex);
			}
		}

		private StoredObject sendWhole(UploadSource.Part content) {
			PutObjectRequest request = ObjectRequests.put(this.uri, this.options, this.contentType).build();
			RequestBody body = RequestBody.fromContentProvider(content.content(), content.length(), this.contentType);
			return ObjectWriter.this.executor.retry(this.operation, this.uri, (client, attempt) -> SdkResponses
				.stored(this.uri, content.length(), client.putObject(request, body)));
		}

		private StoredObject sendParts(UploadSource source, UploadSource.@Nullable Part first) throws IOException {
			return new MultipartUpload(ObjectWriter.this.executor, this.operation, this.uri, this.options,
					this.contentType)
				.send(source, first);
		}

		private RuntimeException failure(IOException ex) {
			return ObjectWriter.this.executor.failure(this.operation, this.uri, ex);
		}

	}

}
