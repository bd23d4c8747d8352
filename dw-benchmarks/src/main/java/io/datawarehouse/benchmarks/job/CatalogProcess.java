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

package io.datawarehouse.benchmarks.job;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.datawarehouse.benchmarks.process.ChildProcess;
import io.datawarehouse.benchmarks.process.JavaCommand;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;

/**
 * The catalog that all is measured with: the embedded one, in a process of its own, with
 * its data on the disk.
 *
 * @since 1.0.0
 */
public final class CatalogProcess implements AutoCloseable {

	private static final String ADDRESS = "address=";

	private static final Duration START_LIMIT = Duration.ofSeconds(30);

	private final ChildProcess child;

	private final URI url;

	private CatalogProcess(ChildProcess child, URI url) {
		this.child = child;
		this.url = url;
	}

	static CatalogProcess start(Path dataDir) throws IOException, InterruptedException {
		ChildProcess child = ChildProcess
			.start(JavaCommand.of(CatalogProcess.class, List.of(dataDir.toString())).directory(dataDir.toFile()));
		String line = child.awaitLine((text) -> text.startsWith(ADDRESS), START_LIMIT);
		if (line == null) {
			child.close();
			throw new IOException("The catalog did not start: " + child.lines());
		}
		return new CatalogProcess(child, URI.create(line.substring(ADDRESS.length())));
	}

	URI url() {
		return this.url;
	}

	@Override
	public void close() {
		this.child.close();
	}

	/**
	 * Run the catalog until the process is killed.
	 * @param args the data folder
	 * @throws InterruptedException when this thread is interrupted
	 */
	public static void main(String[] args) throws InterruptedException {
		try (EmbeddedDatlakeCatalog catalog = EmbeddedDatlakeCatalog.builder().dataDir(Path.of(args[0])).start()) {
			System.out.println(ADDRESS + catalog.url());
			Thread.currentThread().join();
		}
	}

}
