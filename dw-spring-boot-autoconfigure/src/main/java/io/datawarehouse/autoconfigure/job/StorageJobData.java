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

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.job.DataWriter;
import io.datawarehouse.job.JobData;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;

import org.springframework.core.io.Resource;

/**
 * Reads and writes the data of tables through the storage template.
 */
class StorageJobData implements JobData {

	private static final Pattern HIDDEN = Pattern.compile("(^|/)[_.]");

	private final DataWarehouseTemplate template;

	StorageJobData(DataWarehouseTemplate template) {
		this.template = template;
	}

	@Override
	public InputStream open(String uri) {
		return this.template.retrieveStream(uri);
	}

	@Override
	public void write(String uri, Resource content) {
		this.template.store(uri, content);
	}

	@Override
	public void write(String uri, DataWriter content) {
		this.template.write(uri, content::writeTo);
	}

	/**
	 * An address that is no object stands for all objects below it that hold data.
	 */
	@Override
	public List<Path> download(String uri, Path folder) {
		if (!uri.endsWith("/") && this.template.exists(uri)) {
			return List.of(download(this.template.toUri(uri), folder.resolve("data")));
		}
		String prefix = uri.endsWith("/") ? uri : uri + "/";
		int start = this.template.toUri(prefix).key().length();
		List<Path> files = new ArrayList<>();
		try (Stream<ObjectInfo> objects = this.template.list(prefix)) {
			objects.map(ObjectInfo::uri)
				.filter((object) -> isData(object.key().substring(start)))
				.forEach((object) -> files.add(download(object, folder.resolve("data-" + files.size()))));
		}
		return files;
	}

	/**
	 * Spark and Hadoop put what is no data beside it, such as {@code _SUCCESS} and what
	 * is below {@code _temporary/}, and leave it out when they read.
	 */
	private static boolean isData(String path) {
		return !path.isEmpty() && !path.endsWith("/") && !HIDDEN.matcher(path).find();
	}

	private Path download(DwUri uri, Path file) {
		this.template.downloadFile(uri, file);
		return file;
	}

}
