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

package io.datawarehouse.benchmarks.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.springframework.util.FileSystemUtils;

/**
 * The directory of the large files: in memory where there is room, so that no disk is
 * measured. It is removed when it is closed, or when this JVM ends first.
 */
final class WorkDirectory implements AutoCloseable {

	private static final Path MEMORY = Path.of("/dev/shm");

	private static final int BLOCK_SIZE = 1024 * 1024;

	private final Path path;

	private final Thread remover = new Thread(this::remove, "remove-work-directory");

	private WorkDirectory(Path path) {
		this.path = path;
		Runtime.getRuntime().addShutdownHook(this.remover);
	}

	/**
	 * Create a directory with the file that large objects are made from.
	 * @param largeSize the size of that file
	 * @return the directory
	 * @throws IOException when it cannot be made
	 */
	static WorkDirectory create(long largeSize) throws IOException {
		boolean memory = Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > 4 * largeSize;
		String prefix = "dw-benchmarks-";
		WorkDirectory directory = new WorkDirectory(
				memory ? Files.createTempDirectory(MEMORY, prefix) : Files.createTempDirectory(prefix));
		directory.fill(WorkerPlan.source(directory.path, largeSize), largeSize);
		return directory;
	}

	private void fill(Path file, long size) throws IOException {
		byte[] block = new byte[BLOCK_SIZE];
		new Random(size).nextBytes(block);
		try (OutputStream output = Files.newOutputStream(file)) {
			for (long left = size; left > 0; left -= BLOCK_SIZE) {
				output.write(block, 0, (int) Math.min(left, BLOCK_SIZE));
			}
		}
	}

	Path path() {
		return this.path;
	}

	private void remove() {
		try {
			FileSystemUtils.deleteRecursively(this.path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The directory " + this.path + " could not be removed", ex);
		}
	}

	@Override
	public void close() {
		remove();
		try {
			Runtime.getRuntime().removeShutdownHook(this.remover);
		}
		catch (IllegalStateException ex) {
			// This JVM is ending: the hook runs already.
		}
	}

}
