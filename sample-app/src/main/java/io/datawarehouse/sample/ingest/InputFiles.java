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

package io.datawarehouse.sample.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;

import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Finds the CSV files at a place.
 */
@Component
class InputFiles {

	private static final String ENDING = ".csv";

	private final DataWarehouseTemplate dw;

	InputFiles(DataWarehouseTemplate dw) {
		this.dw = dw;
	}

	/**
	 * Find the files.
	 * @param input CSV file, folder of CSV files, or dw:// address of either
	 * @param downloads the folder that objects of the warehouse are copied to
	 * @return local files, ordered by name
	 * @throws IOException if a folder cannot be read
	 * @throws IllegalArgumentException if there is nothing at the given place
	 */
	List<Path> find(String input, Path downloads) throws IOException {
		List<Path> files = isAddress(input) ? download(DwUri.parse(input), downloads) : local(Path.of(input));
		Assert.isTrue(!files.isEmpty(), () -> "There are no *.csv files in sales.input=" + input);
		return files;
	}

	private static boolean isAddress(String input) {
		return input.startsWith("dw://") || input.startsWith("s3://");
	}

	private static List<Path> local(Path input) throws IOException {
		if (!Files.isDirectory(input)) {
			Assert.isTrue(Files.isRegularFile(input), () -> "sales.input=" + input
					+ " is neither a file nor a folder, seen from " + Path.of("").toAbsolutePath());
			return List.of(input);
		}
		try (Stream<Path> files = Files.list(input)) {
			return files.filter((file) -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
		}
	}

	/**
	 * Each object gets a folder of its own, for two may have the same file name.
	 */
	private List<Path> download(DwUri input, Path downloads) throws IOException {
		List<DwUri> objects = input.key().endsWith(ENDING) ? List.of(input) : list(input);
		List<Path> files = new ArrayList<>();
		for (DwUri object : objects) {
			Path folder = Files.createDirectory(downloads.resolve(Integer.toString(files.size())));
			files.add(folder.resolve(object.fileName()));
			this.dw.downloadFile(object, files.get(files.size() - 1));
		}
		return files;
	}

	private List<DwUri> list(DwUri folder) {
		try (Stream<ObjectInfo> objects = this.dw.list(folder)) {
			return objects.map(ObjectInfo::uri).filter((uri) -> uri.key().endsWith(ENDING)).toList();
		}
	}

}
