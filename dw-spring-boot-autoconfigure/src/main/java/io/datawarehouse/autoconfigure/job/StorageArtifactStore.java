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

package io.datawarehouse.autoconfigure.job;

import io.datawarehouse.DwUri;
import io.datawarehouse.job.ArtifactStore;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StoreOptions;

import org.springframework.core.io.Resource;

/**
 * Stores the files of runs through the storage template.
 */
class StorageArtifactStore implements ArtifactStore {

	private final DataWarehouseTemplate template;

	private final String bucket;

	StorageArtifactStore(DataWarehouseTemplate template, String bucket) {
		this.template = template;
		this.bucket = bucket;
	}

	@Override
	public String store(String object, Resource content, String contentType) {
		DwUri uri = DwUri.of(this.bucket, object);
		this.template.store(uri, content, StoreOptions.defaults().withContentType(contentType));
		return uri.toString();
	}

}
