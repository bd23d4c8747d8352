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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Retrieves an object into a file that appears whole or not at all: it is written beside
 * its place, verified, and moved there.
 */
final class FileDownload {

	private static final int BUFFER_SIZE = 128 * 1024;

	private final StorageExecutor executor;

	private final ObjectReader reader;

	FileDownload(StorageExecutor executor, ObjectReader reader) {
		this.executor = executor;
		this.reader = reader;
	}

	ObjectInfo download(DwUri uri, Path file) {
		Addresses.requireObject(uri);
		Path target = file.toAbsolutePath();
		Path directory = target.getParent();
		Assert.isTrue(directory != null && Files.isDirectory(directory) && !Files.isDirectory(target),
				() -> "'" + file + "' is not a file in an existing directory");
		Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
		return this.executor.call("download-file", uri, (client, attempt) -> {
			try (ObjectContent content = this.reader.open(client, uri)) {
				write(content, temporary);
				move(temporary, target);
				return content.info();
			}
			finally {
				Files.deleteIfExists(temporary);
			}
		});
	}

	private static void write(ObjectContent content, Path file) throws IOException {
		MessageDigest digest = digestFor(content);
		try (OutputStream output = open(file)) {
			byte[] buffer = new byte[BUFFER_SIZE];
			for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
				if (digest != null) {
					digest.update(buffer, 0, count);
				}
				write(output, buffer, count, file);
			}
		}
		if (digest != null && !HexFormat.of().formatHex(digest.digest()).equals(content.info().etag())) {
			throw new CorruptDataException("the data does not have the MD5 that is its ETag " + content.info().etag());
		}
	}

	/**
	 * The ETag is the second choice: the SDK has verified a checksum of the content.
	 */
	private static @Nullable MessageDigest digestFor(ObjectContent content) {
		ObjectChecksum checksum = content.info().checksum();
		boolean verified = checksum != null && checksum.isOfContent();
		return (!verified && content.hasMd5Etag()) ? Md5.newDigest() : null;
	}

	private static OutputStream open(Path file) throws LocalIoException {
		try {
			return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + file + "' cannot be created: " + ex, ex);
		}
	}

	private static void write(OutputStream output, byte[] buffer, int count, Path file) throws LocalIoException {
		try {
			output.write(buffer, 0, count);
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + file + "' cannot be written: " + ex.getMessage(), ex);
		}
	}

	private static void move(Path source, Path target) throws LocalIoException {
		try {
			try {
				Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
			}
			catch (AtomicMoveNotSupportedException ex) {
				Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
			}
		}
		catch (IOException ex) {
			throw new LocalIoException("file '" + target + "' cannot be put into its place: " + ex, ex);
		}
	}

}
