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

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.utils.SdkAutoCloseable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a {@link DataWarehouseTemplate} leaves its work to. They are made for its first
 * operation, for with them come many classes.
 */
final class TemplateParts implements SdkAutoCloseable {

	final StorageExecutor executor;

	final ObjectWriter writer;

	final ObjectReader reader;

	final ObjectAdmin objects;

	final ObjectLister lister;

	final BucketAdmin buckets;

	final UrlPresigner presigner;

	final FileDownload download;

	final StaleUploads staleUploads;

	final TransferEngine engine;

	final JsonContent json;

	final StreamTransfers streams;

	final ObjectCopier copier;

	final VersionAdmin versions;

	final TagAdmin tags;

	final BulkDeletion deletion;

	final TransferMonitor monitor;

	final DirectoryTransfers directories;

	private final ClientSettings settings;

	private final Lazy<S3Client> client;

	TemplateParts(DataWarehouseOperations template, ClientSettings settings, Lazy<S3Client> client,
			@Nullable Lazy<S3Presigner> presigner, StorageExecutor executor, Supplier<JsonMapper> jsonMapper,
			TransferMonitor monitor, TransferSettings transfers) {
		this.settings = settings;
		this.client = client;
		this.executor = executor;
		boolean verify = settings.checksums() == ChecksumMode.WHEN_SUPPORTED;
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
		this.directories = new DirectoryTransfers(executor, template, settings.http().maxConnections);
	}

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

}
