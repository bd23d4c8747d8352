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
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

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

	private final JsonContent json;

	private final StreamTransfers streams;

	private final ObjectCopier copier;

	private final VersionAdmin versions;

	private final TagAdmin tags;

	private final BulkDeletion deletion;

	private final TransferMonitor monitor;

	private final DirectoryTransfers directories;

	DataWarehouseTemplate(ClientSettings settings, S3Client client, @Nullable S3Presigner presigner,
			@Nullable DwUri defaultBucket, StorageExecutor executor, JsonMapper jsonMapper, TransferMonitor monitor,
			TransferSettings transfers) {
		boolean verify = settings.checksums() == ChecksumMode.WHEN_SUPPORTED;
		this.settings = settings;
		this.client = client;
		this.defaultBucket = defaultBucket;
		this.executor = executor;
		this.engine = TransferEngine.create(transfers, settings, verify);
		this.writer = new ObjectWriter(executor, this.engine, settings.dialect());
		this.reader = new ObjectReader(executor, verify);
		this.objects = new ObjectAdmin(executor, verify);
		this.lister = new ObjectLister(executor);
		this.buckets = new BucketAdmin(executor);
		this.presigner = new UrlPresigner(executor, presigner);
		this.download = new FileDownload(executor, this.reader, this.engine);
		this.staleUploads = new StaleUploads(executor);
		this.json = new JsonContent(jsonMapper);
		this.streams = new StreamTransfers(executor, this.reader, this.writer);
		this.copier = new ObjectCopier(executor, settings.dialect(), this.engine.settings().concurrency());
		this.versions = new VersionAdmin(executor, this.reader);
		this.tags = new TagAdmin(executor);
		this.deletion = new BulkDeletion(executor, this.lister, this.versions);
		this.monitor = monitor;
		this.directories = new DirectoryTransfers(executor, this, settings.http().maxConnections);
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
	public StoredObject copy(DwUri source, DwUri target, CopyOptions options) {
		return this.copier.copy(source, target, options);
	}

	@Override
	public StoredObject move(DwUri source, DwUri target, CopyOptions options) {
		return this.copier.move(source, target, options);
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
	public PresignedUrl presignGet(DwUri uri, Duration expiry, ResponseOverrides overrides) {
		return this.presigner.get(uri, expiry, overrides);
	}

	@Override
	public PresignedUrl presignPut(DwUri uri, Duration expiry, StoreOptions options) {
		return this.presigner.put(uri, expiry, options, null);
	}

	@Override
	public StoredObject storeJson(DwUri uri, Object value, StoreOptions options) {
		return this.writer.store(uri, this.json.write(value), JsonContent.withType(options));
	}

	@Override
	public <T> T retrieveJson(DwUri uri, Class<T> type) {
		return this.json.read(uri, this.reader.retrieve(uri, null), type);
	}

	@Override
	public <T> T retrieveJson(DwUri uri, TypeReference<T> type) {
		return this.json.read(uri, this.reader.retrieve(uri, null), type.getType());
	}

	@Override
	public ObjectWriteStream openWrite(DwUri uri, StoreOptions options) {
		return this.streams.openWrite(uri, options);
	}

	@Override
	public StoredObject write(DwUri uri, StreamWriter content, StoreOptions options) {
		return this.streams.write(uri, content, options);
	}

	@Override
	public ObjectInfo retrieve(DwUri uri, OutputStream target) {
		return this.streams.retrieve(uri, target);
	}

	@Override
	public String sha256(DwUri uri) {
		return this.streams.sha256(uri);
	}

	@Override
	public Stream<ListEntry> listEntries(DwUri prefix, ListOptions options) {
		return this.lister.entries(prefix, options);
	}

	@Override
	public Stream<ObjectInfo> listMatching(DwUri pattern) {
		return this.lister.listMatching(pattern);
	}

	@Override
	public DeleteResult deleteAll(DwUri prefix) {
		return this.deletion.delete(prefix);
	}

	@Override
	public DeleteResult deleteAll(Collection<DwUri> uris) {
		return this.deletion.delete(uris);
	}

	@Override
	public DeleteResult forceEmptyBucket(DwUri bucket) {
		return this.deletion.empty(bucket);
	}

	@Override
	public Map<String, String> getTags(DwUri uri) {
		return this.tags.get(uri);
	}

	@Override
	public void setTags(DwUri uri, Map<String, String> tags) {
		this.tags.set(uri, tags);
	}

	@Override
	public Stream<ObjectVersion> listVersions(DwUri prefix) {
		return this.versions.list(prefix);
	}

	@Override
	public byte[] retrieveVersion(DwUri uri, String versionId) {
		return this.versions.retrieve(uri, versionId);
	}

	@Override
	public ObjectInfo headVersion(DwUri uri, String versionId) {
		return this.versions.head(uri, versionId);
	}

	@Override
	public void deleteVersion(DwUri uri, String versionId) {
		this.versions.delete(uri, versionId);
	}

	@Override
	public PresignedUrl presignPut(DwUri uri, Duration expiry, StoreOptions options, long length) {
		return this.presigner.put(uri, expiry, options, length);
	}

	@Override
	public PresignedUrl presignHead(DwUri uri, Duration expiry) {
		return this.presigner.head(uri, expiry);
	}

	@Override
	public PresignedUrl presignDelete(DwUri uri, Duration expiry) {
		return this.presigner.delete(uri, expiry);
	}

	@Override
	public URI publicUrl(DwUri uri) {
		return this.presigner.publicUrl(uri);
	}

	@Override
	public StoredObject uploadFile(DwUri uri, Path file, StoreOptions options, TransferListener listener) {
		return this.monitor.watch(Transfer.Direction.UPLOAD, uri, file, file.toFile().length(), listener,
				() -> uploadFile(uri, file, options), StoredObject::size);
	}

	@Override
	public ObjectInfo downloadFile(DwUri uri, Path file, TransferListener listener) {
		return this.monitor.watch(Transfer.Direction.DOWNLOAD, uri, file, -1, listener, () -> downloadFile(uri, file),
				ObjectInfo::size);
	}

	@Override
	public SyncResult uploadDirectory(DwUri prefix, Path directory, TransferListener listener) {
		return this.directories.upload("upload-directory", directory, prefix,
				SyncOptions.defaults().withListener(listener), true);
	}

	@Override
	public SyncResult downloadDirectory(DwUri prefix, Path directory, TransferListener listener) {
		return this.directories.download("download-directory", prefix, directory,
				SyncOptions.defaults().withListener(listener), true);
	}

	@Override
	public SyncResult sync(Path directory, DwUri prefix, SyncOptions options) {
		return this.directories.upload("sync", directory, prefix, options, false);
	}

	@Override
	public SyncResult sync(DwUri prefix, Path directory, SyncOptions options) {
		return this.directories.download("sync", prefix, directory, options, false);
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
		this.streams.close();
		this.executor.close();
		this.engine.threads().shutdown();
		this.presigner.close();
		this.client.close();
		this.engine.threads().close();
		this.settings.close();
	}

	@Override
	public String toString() {
		return "DataWarehouseTemplate for " + this.settings
				+ ((this.defaultBucket != null) ? ", default bucket " + this.defaultBucket : "");
	}

}
