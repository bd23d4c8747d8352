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
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.datawarehouse.storage.ObjectNotFoundException;
import io.datawarehouse.storage.StoreOptions;
import io.datawarehouse.storage.SyncAction;
import io.datawarehouse.storage.SyncOptions;
import io.datawarehouse.storage.SyncResult;
import io.datawarehouse.storage.Transfer;
import io.datawarehouse.storage.TransferListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Transfers of files and directories on a real server.
 */
class StorageDirectoriesIT extends StorageServerTest {

	private static final int MIB = 1024 * 1024;

	@TempDir
	private Path temp;

	private Path source;

	private Path target;

	@BeforeEach
	void createFiles() throws IOException {
		this.source = Files.createDirectories(this.temp.resolve("source/b c/d")).getParent().getParent();
		this.target = Files.createDirectory(this.temp.resolve("target"));
		Files.writeString(this.source.resolve("a^1.txt"), "one");
		Files.writeString(this.source.resolve("b c/größe.csv"), "two");
		Files.writeString(this.source.resolve("b c/d/e+f=%.bin"), "");
		this.warehouse.deleteAll("dw://lake/dir/");
	}

	private List<String> keys() {
		return this.warehouse.list("dw://lake/dir/").map((object) -> object.uri().key().substring(4)).toList();
	}

	private static List<String> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter(Files::isRegularFile)
				.map((file) -> directory.relativize(file).toString())
				.sorted()
				.toList();
		}
	}

	@Test
	void directoriesGoUpAndDown() throws IOException {
		Files.createSymbolicLink(this.source.resolve("link"), this.temp);
		assertThat(this.warehouse.uploadDirectory("dw://lake/dir", this.source)).isEqualTo(new SyncResult(3, 6, 0, 0));
		assertThat(keys()).containsExactly("a^1.txt", "b c/d/e+f=%.bin", "b c/größe.csv");
		this.warehouse.store("dw://lake/dir-other", "not below the folder");
		assertThat(this.warehouse.downloadDirectory("dw://lake/dir", this.target))
			.isEqualTo(new SyncResult(3, 6, 0, 0));
		assertThat(files(this.target)).containsExactly("a^1.txt", "b c/d/e+f=%.bin", "b c/größe.csv");
		assertThat(this.target.resolve("b c/größe.csv")).hasContent("two");
	}

	@Test
	void syncUpTransfersWhatDiffersOnly() throws IOException {
		SyncOptions options = SyncOptions.defaults();
		assertThat(this.warehouse.sync(this.source, "dw://lake/dir", options).transferred()).isEqualTo(3);
		assertThat(this.warehouse.sync(this.source, "dw://lake/dir", options)).isEqualTo(new SyncResult(0, 0, 3, 0));
		Path touched = this.source.resolve("a^1.txt");
		Files.setLastModifiedTime(touched, FileTime.from(Instant.now().plusSeconds(60)));
		assertThat(this.warehouse.sync(this.source, "dw://lake/dir", options).unchanged()).isEqualTo(3);
		Files.writeString(touched, "ONE");
		Files.setLastModifiedTime(touched, FileTime.from(Instant.now().plusSeconds(60)));
		assertThat(this.warehouse.sync(this.source, "dw://lake/dir", options)).isEqualTo(new SyncResult(1, 3, 2, 0));
		assertThat(this.warehouse.retrieveString("dw://lake/dir/a^1.txt")).isEqualTo("ONE");
	}

	@Test
	void syncUpDeletesOnlyWhenTold() {
		this.warehouse.store("dw://lake/dir/old", "x");
		this.warehouse.sync(this.source, "dw://lake/dir", SyncOptions.defaults());
		assertThat(keys()).contains("old");
		List<SyncAction> actions = new ArrayList<>();
		SyncOptions delete = SyncOptions.defaults().withDelete().withActions(actions::add);
		assertThat(this.warehouse.sync(this.source, "dw://lake/dir", delete.withDryRun()))
			.isEqualTo(new SyncResult(0, 0, 3, 1));
		assertThat(actions).singleElement().satisfies((action) -> {
			assertThat(action.kind()).isEqualTo(SyncAction.Kind.DELETE_OBJECT);
			assertThat(action.uri().key()).isEqualTo("dir/old");
		});
		assertThat(keys()).contains("old");
		assertThat(this.warehouse.sync(this.source, "dw://lake/dir", delete).deleted()).isEqualTo(1);
		assertThat(keys()).hasSize(3).doesNotContain("old");
	}

	@Test
	void syncDownTransfersWhatDiffersAndDeletesWhenTold() throws IOException {
		this.warehouse.uploadDirectory("dw://lake/dir", this.source);
		SyncOptions options = SyncOptions.defaults();
		assertThat(this.warehouse.sync("dw://lake/dir", this.target, options.withDryRun()).transferred()).isEqualTo(3);
		assertThat(files(this.target)).isEmpty();
		assertThat(this.warehouse.sync("dw://lake/dir", this.target, options).transferred()).isEqualTo(3);
		assertThat(this.warehouse.sync("dw://lake/dir", this.target, options)).isEqualTo(new SyncResult(0, 0, 3, 0));
		Files.writeString(this.target.resolve("a^1.txt"), "ONE");
		Files.writeString(this.target.resolve("surplus"), "x");
		assertThat(this.warehouse.sync("dw://lake/dir", this.target, options.withDelete()))
			.isEqualTo(new SyncResult(1, 3, 2, 1));
		assertThat(files(this.target)).isEqualTo(files(this.source));
		assertThat(this.target.resolve("a^1.txt")).hasContent("one");
	}

	@Test
	void listenersSeeUploadsInParts() throws IOException {
		Path file = Files.write(this.temp.resolve("big"), new byte[20 * MIB]);
		Recording listener = new Recording();
		this.warehouse.uploadFile("dw://lake/listened", file, StoreOptions.defaults(), listener);
		assertThat(listener.events).startsWith("started").endsWith("completed").contains("part 3").hasSize(5);
		assertThat(listener.bytes).hasValue(20 * MIB);
		assertThat(listener.size).hasValue(20 * MIB);
	}

	@Test
	void listenersSeeDownloads() {
		this.warehouse.store("dw://lake/listened-down", new byte[3 * MIB]);
		Recording listener = new Recording();
		this.warehouse.downloadFile("dw://lake/listened-down", this.target.resolve("file"), listener);
		assertThat(listener.events).startsWith("started").endsWith("completed");
		assertThat(listener.bytes).hasValue(3 * MIB);
		assertThat(this.target.resolve("file")).hasSize(3 * MIB);
	}

	@Test
	void listenersSeeFailures() {
		Recording listener = new Recording();
		assertThatExceptionOfType(ObjectNotFoundException.class)
			.isThrownBy(() -> this.warehouse.downloadFile("dw://lake/no-such", this.target.resolve("file"), listener));
		assertThat(listener.events).containsExactly("started", "failed ObjectNotFoundException");
	}

	@Test
	void listenersSeeEveryFileOfADirectory() {
		Recording listener = new Recording();
		this.warehouse.uploadDirectory("dw://lake/dir", this.source, listener);
		assertThat(listener.events).filteredOn("completed"::equals).hasSize(3);
	}

	private static final class Recording implements TransferListener {

		private final List<String> events = Collections.synchronizedList(new ArrayList<>());

		private final AtomicLong bytes = new AtomicLong();

		private final AtomicLong size = new AtomicLong();

		@Override
		public void started(Transfer transfer) {
			this.events.add("started");
		}

		@Override
		public void bytes(Transfer transfer, long bytes) {
			this.bytes.set(bytes);
		}

		@Override
		public void part(Transfer transfer, int parts) {
			this.events.add("part " + parts);
		}

		@Override
		public void completed(Transfer transfer) {
			this.size.set(transfer.size());
			this.events.add("completed");
		}

		@Override
		public void failed(Transfer transfer, Throwable failure) {
			this.events.add("failed " + failure.getClass().getSimpleName());
		}

	}

}
