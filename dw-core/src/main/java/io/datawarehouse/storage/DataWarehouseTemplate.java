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

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import org.springframework.core.io.Resource;

/**
 * {@link DataWarehouseOperations} on any S3-compatible store. Every operation is
 * observed, and made again when it fails in passing. Safe for use by many threads.
 * Creating one does not ask the store for anything; it must be closed.
 *
 * <pre class="code">
 * try (DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
 *         .endpoint(URI.create("http://localhost:9000"))
 *         .credentials(accessKey, secretKey)
 *         .build()) {
 *     warehouse.store("dw://lake/greeting.txt", "Hello");
 * }
 * </pre>
 *
 * @since 1.0.0
 */
public final class DataWarehouseTemplate implements DataWarehouseOperations, AutoCloseable {

	private final ClientSettings settings;

	private final S3Client client;

	private final @Nullable DwUri defaultBucket;

	private final StorageExecutor executor;

	private final ObjectWriter writer;

	private final ObjectReader reader;

	private final ObjectAdmin objects;

	private final ObjectLister lister;

	private final BucketAdmin buckets;

	private final UrlPresigner presigner;

	private final FileDownload download;

	private final StaleUploads staleUploads;

	private final TransferEngine engine;

	DataWarehouseTemplate(ClientSettings settings, S3Client client, @Nullable S3Presigner presigner,
			@Nullable DwUri defaultBucket, StorageExecutor executor, TransferSettings transfers) {
		boolean verify = settings.checksums() == ChecksumMode.WHEN_SUPPORTED;
		this.settings = settings;
		this.client = client;
		this.defaultBucket = defaultBucket;
		this.executor = executor;
		this.engine = TransferEngine.create(transfers, settings.maxConnections(), verify);
		this.writer = new ObjectWriter(executor, this.engine);
		this.reader = new ObjectReader(executor, verify);
		this.objects = new ObjectAdmin(executor, verify);
		this.lister = new ObjectLister(executor);
		this.buckets = new BucketAdmin(executor);
		this.presigner = new UrlPresigner(executor, presigner);
		this.download = new FileDownload(executor, this.reader, this.engine);
		this.staleUploads = new StaleUploads(executor);
	}

	/**
	 * Begin to build a template.
	 * @return a new builder
	 */
	public static DataWarehouseTemplateBuilder builder() {
		return new DataWarehouseTemplateBuilder();
	}

	@Override
	public DwUri toUri(String address) {
		int scheme = address.indexOf("://");
		boolean keyOnly = scheme < 0 || address.lastIndexOf('/', scheme) >= 0;
		return (this.defaultBucket != null && keyOnly) ? this.defaultBucket.withKey(address) : DwUri.parse(address);
	}

	@Override
	public StoredObject store(DwUri uri, byte[] content, StoreOptions options) {
		return this.writer.store(uri, content, options);
	}

	@Override
	public StoredObject store(DwUri uri, String content, StoreOptions options) {
		return this.writer.store(uri, content, options);
	}

	@Override
	public StoredObject store(DwUri uri, InputStream content, long length, StoreOptions options) {
		return this.writer.store(uri, content, length, options);
	}

	@Override
	public StoredObject store(DwUri uri, Path file, StoreOptions options) {
		return this.writer.storeFile("store", uri, file, options);
	}

	@Override
	public StoredObject store(DwUri uri, Resource content, StoreOptions options) {
		return this.writer.store(uri, content, options);
	}

	@Override
	public byte[] retrieve(DwUri uri) {
		return this.reader.retrieve(uri, null);
	}

	@Override
	public byte[] retrieve(DwUri uri, ByteRange range) {
		return this.reader.retrieve(uri, range);
	}

	@Override
	public Optional<byte[]> retrieveIfPresent(DwUri uri) {
		return this.reader.retrieveIfPresent(uri);
	}

	@Override
	public ObjectContent retrieveStream(DwUri uri) {
		return this.reader.retrieveStream(uri, null);
	}

	@Override
	public ObjectContent retrieveStream(DwUri uri, ByteRange range) {
		return this.reader.retrieveStream(uri, range);
	}

	@Override
	public ObjectInfo head(DwUri uri) {
		return this.objects.head(uri);
	}

	@Override
	public boolean exists(DwUri uri) {
		return this.objects.exists(uri);
	}

	@Override
	public boolean delete(DwUri uri) {
		return this.objects.delete(uri);
	}

	@Override
	public Stream<ObjectInfo> list(DwUri prefix, ListOptions options) {
		return this.lister.list(prefix, options);
	}

	@Override
	public StoredObject copy(DwUri source, DwUri target) {
		return this.objects.copy(source, target);
	}

	@Override
	public StoredObject move(DwUri source, DwUri target) {
		return this.objects.move(source, target);
	}

	@Override
	public StoredObject uploadFile(DwUri uri, Path file, StoreOptions options) {
		return this.writer.storeFile("upload-file", uri, file, options);
	}

	@Override
	public ObjectInfo downloadFile(DwUri uri, Path file) {
		return this.download.download(uri, file);
	}

	@Override
	public PresignedUrl presignGet(DwUri uri, Duration expiry) {
		return this.presigner.get(uri, expiry);
	}

	@Override
	public PresignedUrl presignPut(DwUri uri, Duration expiry, StoreOptions options) {
		return this.presigner.put(uri, expiry, options);
	}

	@Override
	public int abortStaleUploads(DwUri prefix, Duration olderThan) {
		return this.staleUploads.abort(prefix, olderThan);
	}

	@Override
	public void createBucket(DwUri bucket) {
		this.buckets.create(bucket);
	}

	@Override
	public boolean ensureBucket(DwUri bucket) {
		return this.buckets.ensure(bucket);
	}

	@Override
	public void deleteBucket(DwUri bucket) {
		this.buckets.delete(bucket);
	}

	@Override
	public boolean bucketExists(DwUri bucket) {
		return this.buckets.exists(bucket);
	}

	@Override
	public List<BucketInfo> listBuckets() {
		return this.buckets.list("list-buckets");
	}

	@Override
	public void probe() {
		if (this.defaultBucket != null) {
			this.lister.probe(this.defaultBucket);
		}
		else {
			this.buckets.list("probe");
		}
	}

	/**
	 * Call the SDK's client for what this template does not have. The call is observed as
	 * {@code execute} and its failures are mapped, but it is not made again.
	 * @param <T> what the call returns
	 * @param call the call, which must not close the client
	 * @return what the call returned
	 * @throws StorageException if the call fails
	 */
	public <T extends @Nullable Object> T execute(Function<S3Client, T> call) {
		return this.executor.observe("execute", null,
				() -> this.executor.once("execute", null, (s3, attempt) -> call.apply(s3)));
	}

	/**
	 * Close the connections, and end the threads that help to move large objects. Calls
	 * that are under way fail, and so do later ones.
	 */
	@Override
	public void close() {
		this.executor.close();
		this.engine.threads().shutdown();
		this.presigner.close();
		this.client.close();
		this.engine.threads().close();
		if (this.settings.credentials() instanceof SdkAutoCloseable credentials) {
			credentials.close();
		}
	}

	@Override
	public String toString() {
		return "DataWarehouseTemplate for " + this.settings
				+ ((this.defaultBucket != null) ? ", default bucket " + this.defaultBucket : "");
	}

}
