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

package io.datawarehouse.embedded.job;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Uploaded artifacts, each a file in the data folder.
 */
final class ArtifactStore {

	private static final int MAX_FILE_NAME = 250;

	private final Path folder;

	ArtifactStore(Path folder) {
		this.folder = folder;
	}

	/**
	 * Remove the uploads that a process left that was killed.
	 */
	void cleanUp() throws IOException {
		try (DirectoryStream<Path> uploads = Files.newDirectoryStream(this.folder, "upload-*.tmp")) {
			for (Path upload : uploads) {
				Files.deleteIfExists(upload);
			}
		}
	}

	CatalogResponse upload(CatalogRequest request) throws IOException {
		String bucket = request.variable("bucket");
		String object = request.variable("object");
		Path file = file(bucket, object);
		createFolder(file.getParent(), object);
		Path upload = Files.createTempFile(this.folder, "upload-", ".tmp");
		try {
			Files.copy(request.stream(), upload, StandardCopyOption.REPLACE_EXISTING);
			long size = Files.size(upload);
			move(upload, file, object);
			return CatalogResponse.ok(Map.of("uri", "s3://" + bucket + "/" + object, "size", size));
		}
		finally {
			Files.deleteIfExists(upload);
		}
	}

	private static void createFolder(Path folder, String object) throws IOException {
		try {
			Files.createDirectories(folder);
		}
		catch (FileSystemException ex) {
			throw conflict(object);
		}
	}

	private static void move(Path upload, Path file, String object) throws IOException {
		try {
			Files.move(upload, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (FileSystemException ex) {
			throw conflict(object);
		}
	}

	/**
	 * Here objects are files, so that none can be below another.
	 */
	private static ApiException conflict(String object) {
		return ApiException.of(409, "Object '" + object + "' cannot be kept besides one above or below it");
	}

	CatalogResponse download(CatalogRequest request) {
		Path file = file(request.variable("bucket"), request.variable("object"));
		if (!Files.isRegularFile(file)) {
			throw ApiException.notFound("Object", request.variable("bucket") + "/" + request.variable("object"));
		}
		return CatalogResponse.file(file);
	}

	Path file(String bucket, String object) {
		Path file = this.folder.resolve(safe("bucket", bucket));
		for (String segment : object.split("/", -1)) {
			file = file.resolve(safe("object", segment));
		}
		return file;
	}

	/**
	 * A file name for a segment, whatever is in it.
	 */
	private static String safe(String what, String segment) {
		if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
			throw ApiException.invalid(List.of("path", what), "Input should be a valid object name", "value_error");
		}
		String name = URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("*", "%2A");
		if (name.length() <= MAX_FILE_NAME) {
			return name;
		}
		String start = name.substring(0, 100);
		return start + "~" + UUID.nameUUIDFromBytes(segment.getBytes(StandardCharsets.UTF_8));
	}

}
