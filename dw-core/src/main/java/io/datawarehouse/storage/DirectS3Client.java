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

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * {@link S3Client} that stores and retrieves small objects, and large ones in parts,
 * without the machinery of the SDK, which takes more time for small ones than all else
 * does, and more memory for large ones. It goes the short way where all is plain: content
 * that is not signed, told by plain headers. Everything else is left to the SDK. So is
 * every answer that is not plain, and every failure to get one: the SDK is given it in
 * the place of the one that it would have got, so that exceptions are what they are
 * without this.
 */
final class DirectS3Client extends LazyS3Client {

	private static final Logger requestLogger = LoggerFactory.getLogger("software.amazon.awssdk.request");

	// The SDK asks the store first whether it may send more.
	private static final long MOST_SENT = 1024 * 1024 - 1;

	private static final int OK = 200;

	/**
	 * What the SDK calls content of which nobody says what it is.
	 */
	private static final String BINARY = "binary/octet-stream";

	private static final SdkHttpResponse ANSWERED = SdkHttpResponse.builder().statusCode(OK).build();

	private static final SdkHttpResponse ANSWERED_IN_PART = SdkHttpResponse.builder()
		.statusCode(ContentRange.STATUS)
		.build();

	private final PooledHttpClient http;

	private final ClientSettings settings;

	private final TransferMonitor monitor;

	private final DirectRequests requests;

	/**
	 * Whether the clock of this machine is wrong: only the SDK knows by how much.
	 */
	private volatile boolean wrongClock = SdkGlobalTime.getGlobalTimeOffset() != 0;

	/**
	 * Create a client.
	 * @param sdk the client of the SDK for what is not plain
	 * @param http the HTTP client of that client, closed with this one
	 * @param settings the settings of that client
	 * @param monitor knows of transfers that are watched
	 * @param target where the store is
	 */
	DirectS3Client(Lazy<S3Client> sdk, PooledHttpClient http, ClientSettings settings, TransferMonitor monitor,
			DirectTarget target) {
		super(sdk);
		this.http = http;
		this.settings = settings;
		this.monitor = monitor;
		this.requests = new DirectRequests(http, settings, target);
	}

	/**
	 * Whether requests to a store can go the short way: those to an endpoint of its own,
	 * with the bucket in the path, and with content that is not signed.
	 */
	static boolean serves(ClientSettings settings) {
		URI endpoint = settings.endpoint();
		Boolean signed = settings.explicitPayloadSigning();
		boolean unsigned = (signed != null) ? !signed : endpoint != null && "https".equals(endpoint.getScheme());
		return endpoint != null && unsigned && settings.pathStyle() && settings.dialect() == Dialect.S3
				&& !settings.legacyMd5() && !(settings.credentials() instanceof AnonymousCredentialsProvider)
				&& DirectTarget.isPlain(endpoint);
	}

	@Override
	public <R> R getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
		PlainRequest plain = isOpen(request.bucket()) ? PlainRequest.of(request) : null;
		DirectCall call = (plain != null && !plain.hasQuery())
				? this.requests.call("GET", request.bucket(), request.key(), plain, null) : null;
		if (call == null) {
			return sdk().getObject(request, transformer);
		}
		boolean ranged = request.range() != null;
		return watchingClock(call, (response) -> {
			// A store that ignores ranges is one for the SDK.
			if (response.getCode() != (ranged ? ContentRange.STATUS : OK)) {
				return null;
			}
			boolean whole = !ranged || isWhole(response);
			boolean verified = whole && request.checksumMode() != null;
			Crc32Header crc32 = verified ? Crc32Header.of(response) : Crc32Header.NONE;
			GetObjectResponse answer = (crc32 != null) ? getAnswer(response, whole ? GetAnswer.WHOLE : GetAnswer.PART)
					: null;
			return (answer != null) ? () -> call.transform(response, answer, transformer, crc32) : null;
		}, () -> sdk().getObject(request, transformer));
	}

	private static boolean isWhole(ClassicHttpResponse response) {
		Header range = response.getFirstHeader(ContentRange.HEADER);
		return range != null && ContentRange.isWhole(range.getValue());
	}

	private static @Nullable GetObjectResponse getAnswer(ClassicHttpResponse response, PlainHeaders headers) {
		GetObjectResponse.Builder answer = GetObjectResponse.builder();
		Map<String, String> metadata = new HashMap<>();
		return headers.read(response, answer, metadata) ? (GetObjectResponse) answer.metadata(metadata)
			.sdkHttpResponse((response.getCode() == OK) ? ANSWERED : ANSWERED_IN_PART)
			.build() : null;
	}

	@Override
	public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
		long length = body.optionalContentLength().orElse(Long.MAX_VALUE);
		PlainRequest plain = (length <= MOST_SENT && isOpen(request.bucket())) ? PlainRequest.of(request) : null;
		DirectCall call = (plain != null && !plain.hasQuery())
				? put(request.bucket(), request.key(), plain, body, length) : null;
		if (call == null) {
			return sdk().putObject(request, body);
		}
		return watchingClock(call,
				(response) -> putAnswer(call, response, PutAnswer.HEADERS, PutObjectResponse.builder(),
						(answer) -> (PutObjectResponse) answer.sdkHttpResponse(ANSWERED).build()),
				() -> sdk().putObject(request, body));
	}

	@Override
	public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
		long length = body.optionalContentLength().orElse(-1L);
		PlainRequest plain = (length >= 0 && isOpen(request.bucket())) ? PlainRequest.of(request) : null;
		DirectCall call = (plain != null) ? put(request.bucket(), request.key(), plain, body, length) : null;
		if (call == null) {
			return sdk().uploadPart(request, body);
		}
		return watchingClock(call,
				(response) -> putAnswer(call, response, PutPartAnswer.HEADERS, UploadPartResponse.builder(),
						(answer) -> (UploadPartResponse) answer.sdkHttpResponse(ANSWERED).build()),
				() -> sdk().uploadPart(request, body));
	}

	@Override
	public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
		PlainRequest plain = isOpen(request.bucket()) ? PlainRequest.of(request) : null;
		if (plain == null || plain.hasQuery()) {
			return super.createMultipartUpload(request);
		}
		plain.headers().putIfAbsent("Content-Type", BINARY);
		DirectCall call = this.requests.call("POST", request.bucket(), request.key(), plain.asking("uploads"), null);
		if (call == null) {
			return super.createMultipartUpload(request);
		}
		return watchingClock(call, (response) -> {
			CreateMultipartUploadResponse.Builder answer = CreateMultipartUploadResponse.builder();
			boolean known = isPlain(response, UploadAnswer.CREATED, answer)
					&& PlainXml.read(response, "InitiateMultipartUploadResult", "UploadId", answer);
			return known ? () -> (CreateMultipartUploadResponse) answer.sdkHttpResponse(ANSWERED).build() : null;
		}, () -> super.createMultipartUpload(request));
	}

	@Override
	public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
		PlainRequest plain = isOpen(request.bucket())
				? PlainRequest.of(request.toBuilder().multipartUpload((CompletedMultipartUpload) null).build()) : null;
		DirectCall call = null;
		if (plain != null && request.multipartUpload() != null) {
			plain.headers().put("Content-Type", ContentType.APPLICATION_XML.getMimeType());
			call = this.requests.call("POST", request.bucket(), request.key(), plain,
					new ByteArrayEntity(PlainXml.of(request.multipartUpload()), null));
		}
		if (call == null) {
			return super.completeMultipartUpload(request);
		}
		return watchingClock(call, (response) -> {
			CompleteMultipartUploadResponse.Builder answer = CompleteMultipartUploadResponse.builder();
			boolean known = isPlain(response, UploadAnswer.COMPLETED, answer)
					&& PlainXml.read(response, "CompleteMultipartUploadResult", "ETag", answer);
			return known ? () -> (CompleteMultipartUploadResponse) answer.sdkHttpResponse(ANSWERED).build() : null;
		}, () -> super.completeMultipartUpload(request));
	}

	private static boolean isPlain(ClassicHttpResponse response, PlainHeaders headers, SdkPojo answer) {
		return response.getCode() == OK && headers.read(response, answer, new HashMap<>());
	}

	private @Nullable DirectCall put(String bucket, String key, PlainRequest plain, RequestBody body, long length) {
		if (!hasChecksum(plain.headers())) {
			return null;
		}
		plain.headers().putIfAbsent("Content-Type", body.contentType());
		return this.requests.call("PUT", bucket, key, plain,
				new HttpBody(body.contentStreamProvider(), length, null, this.settings.traffic()));
	}

	private static <B extends SdkPojo, T> @Nullable Callable<T> putAnswer(DirectCall call, ClassicHttpResponse response,
			PlainHeaders headers, B answer, Function<B, T> build) {
		return isPlain(response, headers, answer) ? () -> {
			call.finish(response);
			return build.apply(answer);
		} : null;
	}

	/**
	 * Whether the SDK has no checksum to add.
	 */
	private boolean hasChecksum(SortedMap<String, String> headers) {
		if (headers.containsKey("x-amz-sdk-checksum-algorithm") || headers.containsKey("Content-Length")) {
			return false;
		}
		return this.settings.checksums() == ChecksumMode.WHEN_REQUIRED
				|| headers.keySet().stream().anyMatch(Crc32Header::isChecksum);
	}

	private boolean isOpen(String bucket) {
		return !this.wrongClock && !isOfOtherKind(bucket) && this.monitor.isIdle() && !requestLogger.isDebugEnabled()
				&& !Thread.currentThread().isInterrupted();
	}

	/**
	 * Whether the name of a bucket has one of the endings by which the SDK knows buckets
	 * of other kinds, such as {@code --x-s3}, that requests are signed for in other ways.
	 */
	private static boolean isOfOtherKind(String bucket) {
		return bucket.endsWith("-s3") && bucket.contains("--");
	}

	private <T> T watchingClock(DirectCall call, DirectCall.Reader<T> reader, Supplier<T> sdk) {
		try {
			return call.execute(reader, sdk);
		}
		catch (AwsServiceException ex) {
			if (ex.isClockSkewException()) {
				this.wrongClock = true;
			}
			throw ex;
		}
	}

	@Override
	public void close() {
		try {
			this.http.close();
		}
		finally {
			super.close();
		}
	}

	// Each apart, for the SDK's model has a class for every field of each answer.

	private static final class GetAnswer {

		static final PlainHeaders WHOLE = new PlainHeaders(GetObjectResponse.builder().sdkFields());

		/**
		 * Some stores tell the checksum of the whole with a part of it.
		 */
		static final PlainHeaders PART = new PlainHeaders(GetObjectResponse.builder()
			.sdkFields()
			.stream()
			.filter((field) -> !Crc32Header.isChecksum(field.locationName()))
			.toList());

	}

	private static final class PutAnswer {

		static final PlainHeaders HEADERS = new PlainHeaders(PutObjectResponse.builder().sdkFields());

	}

	private static final class PutPartAnswer {

		static final PlainHeaders HEADERS = new PlainHeaders(UploadPartResponse.builder().sdkFields());

	}

	private static final class UploadAnswer {

		static final PlainHeaders CREATED = new PlainHeaders(CreateMultipartUploadResponse.builder().sdkFields());

		static final PlainHeaders COMPLETED = new PlainHeaders(CompleteMultipartUploadResponse.builder().sdkFields());

	}

}
