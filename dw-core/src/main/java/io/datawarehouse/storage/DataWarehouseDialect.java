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

import io.datawarehouse.DwUri;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

import org.springframework.util.Assert;

/**
 * The dialect of the DataWarehouse server. It encodes the path twice for the signature,
 * serves whole objects only, and takes at most 1000 parts and less than 2 GiB in parts.
 * Bodies in chunks are never sent, to no store.
 */
final class DataWarehouseDialect implements Dialect {

	/**
	 * What the server refuses to go beyond.
	 */
	static final int PARTS_LIMIT = 1000;

	static final long MULTIPART_LIMIT = 2L * 1024 * 1024 * 1024;

	// Below the limit, so that a source which is larger than it said still fits.
	private static final int PLANNED_PARTS = 900;

	@Override
	public boolean doubleUrlEncode() {
		return true;
	}

	@Override
	public boolean servesRanges() {
		return false;
	}

	@Override
	public int maxParts() {
		return PLANNED_PARTS;
	}

	@Override
	public void requireUploadable(DwUri uri, long size) {
		Assert.isTrue(size < MULTIPART_LIMIT, () -> "The DataWarehouse server takes less than 2 GiB in parts, '" + uri
				+ "' would have " + size + " bytes: split it into several objects");
	}

	/**
	 * The server takes every copy of a part for a copy of the whole, so it must never be
	 * asked for one.
	 */
	@Override
	public boolean copiesParts() {
		return false;
	}

	@Override
	public void configure(ClientOverrideConfiguration.Builder overrides) {
		overrides.addExecutionInterceptor(new DataWarehouseHeadersInterceptor());
	}

	@Override
	public S3Client adapt(S3Client client) {
		return new DataWarehouseS3Client(client);
	}

	@Override
	public S3Presigner adapt(S3Presigner presigner, ClientSettings settings) {
		return new DataWarehousePresigner(presigner, settings);
	}

}
