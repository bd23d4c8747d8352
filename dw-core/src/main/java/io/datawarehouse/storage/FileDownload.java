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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

import org.springframework.util.Assert;

/**
 * Retrieves an object into a file that appears whole, verified, or not at all. The
 * verification is by the length and the best checksum that the store tells: one of the
 * content, which the SDK verifies when the content arrives in one piece, or else the MD5
 * that is the ETag.
 */
final class FileDownload {

	private static final String OPERATION = "download-file";

	private final StorageExecutor executor;

	private final ObjectReader reader;

	private final TransferEngine engine;

	FileDownload(StorageExecutor executor, ObjectReader reader, TransferEngine engine) {
		this.executor = executor;
		this.reader = reader;
		this.engine = engine;
	}

	ObjectInfo download(DwUri uri, Path file) {
		Addresses.requireObject(uri);
		Path target = file.toAbsolutePath();
		Path directory = target.getParent();
		Assert.isTrue(directory != null && Files.isDirectory(directory) && !Files.isDirectory(target),
				() -> "'" + file + "' is not a file in an existing directory");
		return this.executor.call(OPERATION, uri, (client, attempt) -> {
			try (TargetFile output = TargetFile.create(target)) {
				ObjectInfo info = fill(client, uri, output);
				output.publish();
				return info;
			}
		});
	}

	private ObjectInfo fill(S3Client client, DwUri uri, TargetFile output) throws IOException {
		try (ObjectContent content = this.reader.open(client, uri)) {
			boolean large = content.length() > this.engine.settings().threshold();
			if (!large || !this.engine.ranges() || content.info().etag().isEmpty()) {
				write(content, output);
			}
			else {
				RangedDownload ranged = new RangedDownload(this.engine, this.executor, this.reader, content, output);
				ranged.run(OPERATION);
				if (!ranged.isVerified()) {
					verify(content, output);
				}
			}
			return content.info();
		}
		catch (RangesIgnoredException ex) {
			return fillByOneRequest(client, uri, output);
		}
	}

	private ObjectInfo fillByOneRequest(S3Client client, DwUri uri, TargetFile output) throws IOException {
		output.truncate();
		try (ObjectContent content = this.reader.open(client, uri)) {
			write(content, output);
			return content.info();
		}
	}

	private static void write(ObjectContent content, TargetFile output) throws IOException {
		content.verifying();
		byte[] buffer = new byte[bufferSize(content.length())];
		long position = 0;
		for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
			output.write(buffer, count, position);
			position += count;
		}
	}

	private static int bufferSize(long length) {
		return (length < 0) ? TargetFile.BUFFER_SIZE : (int) Math.max(1, Math.min(TargetFile.BUFFER_SIZE, length));
	}

	private static void verify(ObjectContent content, TargetFile output) throws IOException {
		ObjectChecksum expected = content.info().checksum();
		Checksums checksum = (expected != null && expected.isOfContent()) ? Checksums.of(expected.algorithm()) : null;
		if (expected != null && checksum != null) {
			requireEqual(expected.algorithm(), output.checksum(checksum), expected.value());
		}
		else if (content.md5() != null) {
			requireEqual("MD5", output.checksum(Checksums.md5()), base64(content.md5()));
		}
	}

	private static String base64(String md5) {
		return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5));
	}

	private static void requireEqual(String algorithm, @Nullable String actual, String expected) {
		if (!expected.equals(actual)) {
			throw new CorruptDataException(
					"the data has the " + algorithm + " " + actual + ", but what was stored has " + expected);
		}
	}

}
