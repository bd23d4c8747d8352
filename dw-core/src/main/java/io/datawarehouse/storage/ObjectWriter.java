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
 * Stores objects: in one request up to a size, in parts above.
 */
final class ObjectWriter {

	// A stream of unknown length takes up that much memory before it is sent in parts.
	private static final int MOST_OF_UNKNOWN = 64 * 1024 * 1024;

	private static final String TEXT = "text/plain;charset=UTF-8";

	private final StorageExecutor executor;

	private final TransferEngine engine;

	private final Dialect dialect;

	ObjectWriter(StorageExecutor executor, TransferEngine engine, Dialect dialect) {
		this.executor = executor;
		this.engine = engine;
		this.dialect = dialect;
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
				(upload) -> upload.send(new StreamSource(content, length, this.engine.memory())));
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
					return send(new StreamSource(stream, resource.contentLength(), ObjectWriter.this.engine.memory()));
				}
			}
			catch (IOException ex) {
				throw failure(
						new LocalIoException(resource.getDescription() + " cannot be read: " + ex.getMessage(), ex));
			}
		}

		private StoredObject send(UploadSource source) {
			try (source) {
				long threshold = ObjectWriter.this.engine.settings().threshold();
				if (source.size() > threshold) {
					ObjectWriter.this.dialect.requireUploadable(this.uri, source.size());
					return sendParts(source, null);
				}
				int most = (int) Math.max(TransferSettings.LEAST_PART_SIZE, Math.min(threshold, MOST_OF_UNKNOWN));
				UploadPart first = source.next((source.size() < 0) ? most : (int) source.size());
				return (source.size() < 0 && first.length() == most) ? sendParts(source, first) : sendWhole(first);
			}
			catch (IOException ex) {
				throw failure(ex);
			}
		}

		private StoredObject sendWhole(UploadPart content) throws IOException {
			PutObjectRequest request = ObjectRequests.put(this.uri, this.options, this.contentType)
				// The SDK would take longer to find out the same.
				.checksumCRC32(ObjectWriter.this.engine.crc32(content, this.options))
				.build();
			RequestBody body = RequestBody.fromContentProvider(content::open, content.length(), this.contentType);
			return ObjectWriter.this.executor.retry(this.operation, this.uri, (client, attempt) -> SdkResponses
				.stored(this.uri, content.length(), client.putObject(request, body)));
		}

		private StoredObject sendParts(UploadSource source, @Nullable UploadPart first) throws IOException {
			return new MultipartUpload(ObjectWriter.this.engine, ObjectWriter.this.executor, this.operation, this.uri,
					this.options, this.contentType, source)
				.send(first);
		}

		private RuntimeException failure(IOException ex) {
			return ObjectWriter.this.executor.failure(this.operation, this.uri, ex);
		}

	}

}
