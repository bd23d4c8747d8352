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

package io.datawarehouse.embedded.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Puts the temporary directories of storage tests into one of this process's own, so that
 * the files which are left in them can be told from those of other processes.
 */
public final class StorageTempDirectories implements TempDirFactory {

	private static final Path ROOT = Path.of("target", "storage-temp", Long.toString(ProcessHandle.current().pid()))
		.toAbsolutePath();

	@Override
	public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws Exception {
		return NothingLeft.isStorageTest(context) ? Files.createTempDirectory(Files.createDirectories(ROOT), "junit-")
				: Standard.INSTANCE.createTempDirectory(element, context);
	}

	/**
	 * Files that are not whole: downloads that neither were published nor discarded.
	 */
	static List<Path> unfinishedFiles() throws IOException {
		if (!Files.isDirectory(ROOT)) {
			return List.of();
		}
		try (Stream<Path> files = Files.walk(ROOT)) {
			return files.filter((file) -> file.getFileName().toString().matches("\\..*\\.part")).toList();
		}
	}

}
