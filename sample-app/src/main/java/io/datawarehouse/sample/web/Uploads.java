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

package io.datawarehouse.sample.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import io.datawarehouse.DwUri;
import io.datawarehouse.sample.ingest.SalesIngest;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.StoreOptions;
import io.datawarehouse.storage.StoredObject;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.Assert;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.util.UriUtils;

/**
 * Files that people send. They pass through in parts, so that nothing is ever in memory
 * as a whole. CSV files go on to the workers.
 */
@Component
class Uploads {

	private static final Pattern NAME = Pattern.compile("[\\w][\\w .()-]{0,199}", Pattern.UNICODE_CHARACTER_CLASS);

	private final DataWarehouseTemplate dw;

	private final SalesIngest ingest;

	private final DwUri folder;

	Uploads(DataWarehouseTemplate dw, SalesIngest ingest, Lake lake) {
		this.dw = dw;
		this.ingest = ingest;
		this.folder = lake.uploads();
	}

	/**
	 * Store a file, and tell the workers if it is one for them.
	 * @param file the file
	 * @return what was stored
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if the name of the file is none for a file
	 */
	StoredFile store(MultipartFile file) throws IOException {
		String name = String.valueOf(file.getOriginalFilename());
		DwUri uri = uri(name);
		StoreOptions options = StoreOptions.defaults();
		String type = file.getContentType();
		StoredObject stored = this.dw.store(uri, file.getResource(),
				(type != null) ? options.withContentType(type) : options);
		if (name.endsWith(".csv")) {
			this.ingest.ingest(uri.toString());
		}
		return new StoredFile(name, file.getSize(), stored.etag());
	}

	List<StoredFile> list() {
		try (var objects = this.dw.list(this.folder)) {
			return objects.map((object) -> new StoredFile(object.uri().fileName(), object.size(), object.etag()))
				.toList();
		}
	}

	boolean contains(@Nullable String name) {
		return name != null && NAME.matcher(name).matches() && this.dw.exists(uri(name));
	}

	void delete(String name) {
		this.dw.delete(uri(name));
	}

	/**
	 * Where a file is.
	 * @param name the name of the file
	 * @return its address
	 * @throws IllegalArgumentException if the name is none for a file
	 */
	DwUri uri(String name) {
		Assert.isTrue(NAME.matcher(name).matches(),
				"The name of a file begins with a letter or digit and has no slash");
		return this.folder.withKey(this.folder.key() + name);
	}

	/**
	 * A file in the lake.
	 *
	 * @param name its name
	 * @param size its size in bytes
	 * @param etag its ETag
	 */
	record StoredFile(String name, long size, String etag) {

		/**
		 * The name as a part of a path.
		 * @return the name, encoded
		 */
		String path() {
			return UriUtils.encodePathSegment(this.name, StandardCharsets.UTF_8);
		}

	}

}
