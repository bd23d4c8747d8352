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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Retrieves objects into memory and as streams.
 */
final class ObjectReader {

	private static final int PARTIAL_CONTENT = 206;

	private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

	private final StorageExecutor executor;

	private final boolean verifyChecksums;

	ObjectReader(StorageExecutor executor, boolean verifyChecksums) {
		this.executor = executor;
		this.verifyChecksums = verifyChecksums;
	}

	byte[] retrieve(DwUri uri, @Nullable ByteRange range) {
		GetObjectRequest request = request(Addresses.requireObject(uri), range);
		return this.executor.call("retrieve", uri, (client, attempt) -> retrieve(client, request, range));
	}

	Optional<byte[]> retrieveIfPresent(DwUri uri) {
		GetObjectRequest request = request(Addresses.requireObject(uri), null);
		return this.executor.observe("retrieve", uri, () -> {
			try {
				return Optional
					.of(this.executor.retry("retrieve", uri, (client, attempt) -> retrieve(client, request, null)));
			}
			catch (ObjectNotFoundException ex) {
				return Optional.empty();
			}
		});
	}

	private static byte[] retrieve(S3Client client, GetObjectRequest request, @Nullable ByteRange range) {
		byte[] content = client.getObject(request, (response, stream) -> (range == null || isPartial(response))
				? readAll(response, stream) : readRange(range, response, stream));
		if (content == null) {
			throw RangeOfAll.beyondEnd();
		}
		return content;
	}

	/**
	 * The SDK hides the exceptions that are thrown here.
	 */
	private static byte @Nullable [] readRange(ByteRange range, GetObjectResponse response, AbortableInputStream stream)
			throws IOException {
		RangeOfAll part = RangeOfAll.of(range, response);
		if (part == null) {
			return null;
		}
		stream.skipNBytes(part.start());
		byte[] content = new byte[arrayLength(part.length())];
		int count = stream.readNBytes(content, 0, content.length);
		if (count < content.length) {
			throw new EOFException("Got " + count + " of " + content.length + " bytes");
		}
		stream.abort();
		return content;
	}

	static byte[] readAll(GetObjectResponse response, InputStream stream) throws IOException {
		Long length = response.contentLength();
		if (length == null) {
			return stream.readAllBytes();
		}
		byte[] content = new byte[arrayLength(length)];
		int count = stream.readNBytes(content, 0, content.length);
		// The checksum is verified when the end is seen.
		if (count < content.length || stream.read() >= 0) {
			throw new EOFException("Got " + count + " of " + length + " bytes");
		}
		return content;
	}

	private static int arrayLength(long length) throws LocalIoException {
		if (length > MAX_ARRAY) {
			throw new LocalIoException(
					"its " + length + " bytes do not fit into an array, use retrieveStream or downloadFile", null);
		}
		return (int) length;
	}

	ObjectContent retrieveStream(DwUri uri, @Nullable ByteRange range) {
		GetObjectRequest request = request(Addresses.requireObject(uri), range);
		return this.executor.call("retrieve", uri, (client, attempt) -> open(client, uri, request, range,
				(ex) -> this.executor.failure("retrieve", uri, ex)));
	}

	/**
	 * Open an object in an attempt of another operation, which is made again when reading
	 * fails.
	 */
	ObjectContent open(S3Client client, DwUri uri) throws IOException {
		return open(client, uri, request(uri, null), null, (ex) -> ex);
	}

	/**
	 * As {@link #open(S3Client, DwUri)}, a range of an object that must not have changed.
	 * @throws RangesIgnoredException if the store does not answer with the range
	 */
	ObjectContent open(S3Client client, DwUri uri, ByteRange range, String etag) {
		Answer answer = answer(client, request(uri, range).toBuilder().ifMatch("\"" + etag + "\"").build());
		if (!answer.isPartial()) {
			answer.stream().abort();
			throw new RangesIgnoredException();
		}
		return content(uri, answer, (ex) -> ex);
	}

	private static ObjectContent open(S3Client client, DwUri uri, GetObjectRequest request, @Nullable ByteRange range,
			Function<SdkException, RuntimeException> failures) throws IOException {
		Answer answer = answer(client, request);
		return (range == null || answer.isPartial()) ? content(uri, answer, failures)
				: skipTo(range, uri, answer, failures);
	}

	private static Answer answer(S3Client client, GetObjectRequest request) {
		return client.getObject(request, ResponseTransformer.unmanaged(Answer::new));
	}

	private static ObjectContent content(DwUri uri, Answer answer, Function<SdkException, RuntimeException> failures) {
		GetObjectResponse response = answer.response();
		Long length = response.contentLength();
		return new ObjectContent(describe(uri, response), (length != null) ? length : -1, hasMd5Etag(response),
				answer.stream(), failures);
	}

	/**
	 * Take the range out of the whole object that the store has answered with.
	 */
	private static ObjectContent skipTo(ByteRange range, DwUri uri, Answer answer,
			Function<SdkException, RuntimeException> failures) throws IOException {
		AbortableInputStream stream = answer.stream();
		try {
			RangeOfAll part = RangeOfAll.of(range, answer.response());
			if (part == null) {
				throw RangeOfAll.beyondEnd();
			}
			stream.skipNBytes(part.start());
			AbortableInputStream limited = AbortableInputStream.create(new LimitedInputStream(stream, part.length()),
					stream);
			return new ObjectContent(describe(uri, answer.response()), part.length(), false, limited, failures);
		}
		catch (IOException | RuntimeException ex) {
			stream.abort();
			throw ex;
		}
	}

	/**
	 * Describe the object, whose size a part of it tells in another place.
	 */
	private static ObjectInfo describe(DwUri uri, GetObjectResponse response) {
		ObjectInfo info = SdkResponses.info(uri, response);
		String contentRange = response.contentRange();
		String total = (contentRange != null) ? contentRange.substring(contentRange.lastIndexOf('/') + 1) : "*";
		return total.equals("*") ? info : new ObjectInfo(uri, Long.parseLong(total), info.etag(), info.lastModified(),
				info.contentType(), info.metadata(), info.versionId(), info.storageClass(), info.checksum());
	}

	/**
	 * Objects that are encrypted with a key of the user's have an ETag that looks like an
	 * MD5 but is none.
	 */
	private static boolean hasMd5Etag(GetObjectResponse response) {
		String encryption = response.serverSideEncryptionAsString();
		return response.sseCustomerAlgorithm() == null && (encryption == null || encryption.equals("AES256"))
				&& Md5.isMd5(SdkResponses.etag(response.eTag()));
	}

	private static boolean isPartial(GetObjectResponse response) {
		return response.sdkHttpResponse().statusCode() == PARTIAL_CONTENT;
	}

	private GetObjectRequest request(DwUri uri, @Nullable ByteRange range) {
		return GetObjectRequest.builder()
			.bucket(uri.bucket())
			.key(uri.key())
			.range((range != null) ? range.toHeader() : null)
			.checksumMode(this.verifyChecksums ? ChecksumMode.ENABLED : null)
			.build();
	}

	/**
	 * What the store answers: its headers, and the content to come.
	 */
	private record Answer(GetObjectResponse response, AbortableInputStream stream) {

		boolean isPartial() {
			return ObjectReader.isPartial(this.response);
		}

	}

}
