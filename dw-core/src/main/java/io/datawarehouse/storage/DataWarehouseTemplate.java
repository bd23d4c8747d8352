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
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.spark.SparkSettings;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.core.type.TypeReference;

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

	private final @Nullable URI endpoint;

	private final String region;

	private final @Nullable DwUri defaultBucket;

	private final StorageTraffic traffic;

	private final Lazy<TemplateParts> parts;

	private final Supplier<SparkSettings> sparkConf;

	/**
	 * Create a new template.
	 * @param settings what it is made of, which do not change any more
	 */
	DataWarehouseTemplate(TemplateSettings settings) {
		this.endpoint = settings.endpoint;
		this.region = settings.resolveRegion();
		this.defaultBucket = settings.defaultBucket;
		this.traffic = new StorageTraffic();
		this.parts = new Lazy<>(() -> settings.createParts(this, this.region, this.traffic));
		this.sparkConf = () -> settings.sparkConf(this.region);
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
		return parts().writer.store(uri, content, options);
	}

	@Override
	public StoredObject store(DwUri uri, String content, StoreOptions options) {
		return parts().writer.store(uri, content, options);
	}

	@Override
	public StoredObject store(DwUri uri, InputStream content, long length, StoreOptions options) {
		return parts().writer.store(uri, content, length, options);
	}

	@Override
	public StoredObject store(DwUri uri, Path file, StoreOptions options) {
		return parts().writer.storeFile("store", uri, file, options);
	}

	@Override
	public StoredObject store(DwUri uri, Resource content, StoreOptions options) {
		return parts().writer.store(uri, content, options);
	}

	@Override
	public byte[] retrieve(DwUri uri) {
		return parts().reader.retrieve(uri, null);
	}

	@Override
	public byte[] retrieve(DwUri uri, ByteRange range) {
		return parts().reader.retrieve(uri, range);
	}

	@Override
	public Optional<byte[]> retrieveIfPresent(DwUri uri) {
		return parts().reader.retrieveIfPresent(uri);
	}

	@Override
	public ObjectContent retrieveStream(DwUri uri) {
		return parts().reader.retrieveStream(uri, null);
	}

	@Override
	public ObjectContent retrieveStream(DwUri uri, ByteRange range) {
		return parts().reader.retrieveStream(uri, range);
	}

	@Override
	public ObjectInfo head(DwUri uri) {
		return parts().objects.head(uri);
	}

	@Override
	public boolean exists(DwUri uri) {
		return parts().objects.exists(uri);
	}

	@Override
	public boolean delete(DwUri uri) {
		return parts().objects.delete(uri);
	}

	@Override
	public Stream<ObjectInfo> list(DwUri prefix, ListOptions options) {
		return parts().lister.list(prefix, options);
	}

	@Override
	public StoredObject copy(DwUri source, DwUri target, CopyOptions options) {
		return parts().copier.copy(source, target, options);
	}

	@Override
	public StoredObject move(DwUri source, DwUri target, CopyOptions options) {
		return parts().copier.move(source, target, options);
	}

	@Override
	public StoredObject uploadFile(DwUri uri, Path file, StoreOptions options) {
		return parts().writer.storeFile("upload-file", uri, file, options);
	}

	@Override
	public ObjectInfo downloadFile(DwUri uri, Path file) {
		return parts().download.download(uri, file);
	}

	@Override
	public PresignedUrl presignGet(DwUri uri, Duration expiry, ResponseOverrides overrides) {
		return parts().presigner.get(uri, expiry, overrides);
	}

	@Override
	public PresignedUrl presignPut(DwUri uri, Duration expiry, StoreOptions options) {
		return parts().presigner.put(uri, expiry, options, null);
	}

	@Override
	public StoredObject storeJson(DwUri uri, Object value, StoreOptions options) {
		return parts().writer.store(uri, parts().json.write(value), JsonContent.withType(options));
	}

	@Override
	public <T> T retrieveJson(DwUri uri, Class<T> type) {
		return parts().json.read(uri, parts().reader.retrieve(uri, null), type);
	}

	@Override
	public <T> T retrieveJson(DwUri uri, TypeReference<T> type) {
		return parts().json.read(uri, parts().reader.retrieve(uri, null), type.getType());
	}

	@Override
	public ObjectWriteStream openWrite(DwUri uri, StoreOptions options) {
		return parts().streams.openWrite(uri, options);
	}

	@Override
	public StoredObject write(DwUri uri, StreamWriter content, StoreOptions options) {
		return parts().streams.write(uri, content, options);
	}

	@Override
	public ObjectInfo retrieve(DwUri uri, OutputStream target) {
		return parts().streams.retrieve(uri, target);
	}

	@Override
	public String sha256(DwUri uri) {
		return parts().streams.sha256(uri);
	}

	@Override
	public Stream<ListEntry> listEntries(DwUri prefix, ListOptions options) {
		return parts().lister.entries(prefix, options);
	}

	@Override
	public Stream<ObjectInfo> listMatching(DwUri pattern) {
		return parts().lister.listMatching(pattern);
	}

	@Override
	public DeleteResult deleteAll(DwUri prefix) {
		return parts().deletion.delete(prefix);
	}

	@Override
	public DeleteResult deleteAll(Collection<DwUri> uris) {
		return parts().deletion.delete(uris);
	}

	@Override
	public DeleteResult forceEmptyBucket(DwUri bucket) {
		return parts().deletion.empty(bucket);
	}

	@Override
	public Map<String, String> getTags(DwUri uri) {
		return parts().tags.get(uri);
	}

	@Override
	public void setTags(DwUri uri, Map<String, String> tags) {
		parts().tags.set(uri, tags);
	}

	@Override
	public Stream<ObjectVersion> listVersions(DwUri prefix) {
		return parts().versions.list(prefix);
	}

	@Override
	public byte[] retrieveVersion(DwUri uri, String versionId) {
		return parts().versions.retrieve(uri, versionId);
	}

	@Override
	public ObjectInfo headVersion(DwUri uri, String versionId) {
		return parts().versions.head(uri, versionId);
	}

	@Override
	public void deleteVersion(DwUri uri, String versionId) {
		parts().versions.delete(uri, versionId);
	}

	@Override
	public PresignedUrl presignPut(DwUri uri, Duration expiry, StoreOptions options, long length) {
		return parts().presigner.put(uri, expiry, options, length);
	}

	@Override
	public PresignedUrl presignHead(DwUri uri, Duration expiry) {
		return parts().presigner.head(uri, expiry);
	}

	@Override
	public PresignedUrl presignDelete(DwUri uri, Duration expiry) {
		return parts().presigner.delete(uri, expiry);
	}

	@Override
	public URI publicUrl(DwUri uri) {
		return parts().presigner.publicUrl(uri);
	}

	@Override
	public StoredObject uploadFile(DwUri uri, Path file, StoreOptions options, TransferListener listener) {
		return parts().monitor.watch(Transfer.Direction.UPLOAD, uri, file, file.toFile().length(), listener,
				() -> uploadFile(uri, file, options), StoredObject::size);
	}

	@Override
	public ObjectInfo downloadFile(DwUri uri, Path file, TransferListener listener) {
		return parts().monitor.watch(Transfer.Direction.DOWNLOAD, uri, file, -1, listener,
				() -> downloadFile(uri, file), ObjectInfo::size);
	}

	@Override
	public SyncResult uploadDirectory(DwUri prefix, Path directory, TransferListener listener) {
		return parts().directories.upload("upload-directory", directory, prefix,
				SyncOptions.defaults().withListener(listener), true);
	}

	@Override
	public SyncResult downloadDirectory(DwUri prefix, Path directory, TransferListener listener) {
		return parts().directories.download("download-directory", prefix, directory,
				SyncOptions.defaults().withListener(listener), true);
	}

	@Override
	public SyncResult sync(Path directory, DwUri prefix, SyncOptions options) {
		return parts().directories.upload("sync", directory, prefix, options, false);
	}

	@Override
	public SyncResult sync(DwUri prefix, Path directory, SyncOptions options) {
		return parts().directories.download("sync", prefix, directory, options, false);
	}

	@Override
	public int abortStaleUploads(DwUri prefix, Duration olderThan) {
		return parts().staleUploads.abort(prefix, olderThan);
	}

	@Override
	public void createBucket(DwUri bucket) {
		parts().buckets.create(bucket);
	}

	@Override
	public boolean ensureBucket(DwUri bucket) {
		return parts().buckets.ensure(bucket);
	}

	@Override
	public void deleteBucket(DwUri bucket) {
		parts().buckets.delete(bucket);
	}

	@Override
	public boolean bucketExists(DwUri bucket) {
		return parts().buckets.exists(bucket);
	}

	@Override
	public List<BucketInfo> listBuckets() {
		return parts().buckets.list("list-buckets");
	}

	@Override
	public void probe() {
		if (this.defaultBucket != null) {
			parts().lister.probe(this.defaultBucket);
		}
		else {
			parts().buckets.list("probe");
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
		StorageExecutor executor = parts().executor;
		return executor.observe("execute", null,
				() -> executor.once("execute", null, (s3, attempt) -> call.apply(sdk(s3))));
	}

	private static S3Client sdk(S3Client client) {
		return (client instanceof DirectS3Client direct) ? direct.sdk() : client;
	}

	/**
	 * What was sent and received so far.
	 * @return numbers of now
	 */
	public StorageStats getStats() {
		return this.traffic.snapshot();
	}

	/**
	 * The address of the store.
	 * @return the endpoint, or {@code null} for that of AWS in the region
	 */
	public @Nullable URI getEndpoint() {
		return this.endpoint;
	}

	/**
	 * The region that requests are signed for.
	 * @return the name of the region
	 */
	public String getRegion() {
		return this.region;
	}

	/**
	 * What the store has called itself so far, as told by the header {@code Server}.
	 * @return the name, such as {@code MinIO}, or {@code null} if it has not told one yet
	 */
	public @Nullable String getServer() {
		return this.traffic.server();
	}

	/**
	 * What Spark has to be told to read and write the same objects by S3A of Hadoop 3.4,
	 * under {@code s3a://bucket/key} and {@code dw://bucket/key}: endpoint, region, style
	 * of addresses, and where the credentials are from. Fixed keys are
	 * {@linkplain SparkSettings#withSecrets() secrets}. Certificates and the proxy are
	 * not among the settings.
	 * @return the settings
	 */
	public SparkSettings sparkConf() {
		return this.sparkConf.get();
	}

	/**
	 * Close the connections, and end the threads that help to move large objects. Calls
	 * that are under way fail, and so do later ones.
	 */
	@Override
	public void close() {
		this.parts.close();
	}

	private TemplateParts parts() {
		return this.parts.get();
	}

	@Override
	public String toString() {
		return "DataWarehouseTemplate for endpoint " + this.endpoint + ", region " + this.region
				+ ((this.defaultBucket != null) ? ", default bucket " + this.defaultBucket : "");
	}

}
