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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

/**
 * Transfers whole directories. What both sides have is kept in memory, by its names.
 */
final class DirectoryTransfers {

	private final StorageExecutor executor;

	private final DataWarehouseOperations operations;

	private final int concurrency;

	DirectoryTransfers(StorageExecutor executor, DataWarehouseOperations operations, int concurrency) {
		this.executor = executor;
		this.operations = operations;
		this.concurrency = concurrency;
	}

	/**
	 * The prefix of everything below, as a folder.
	 */
	static DwUri folder(DwUri prefix) {
		prefix.bucket();
		return (prefix.isBucketOnly() || prefix.key().endsWith("/")) ? prefix : prefix.withKey(prefix.key() + "/");
	}

	SyncResult upload(String operation, Path directory, DwUri prefix, SyncOptions options, boolean all) {
		LocalTree tree = LocalTree.of(directory);
		DwUri folder = folder(prefix);
		return this.executor.observe(operation, folder, () -> {
			try (Run run = new Run(options)) {
				upload(run, tree, folder, all);
				return run.result();
			}
			catch (IOException ex) {
				throw this.executor.failure(operation, folder, local(ex));
			}
		});
	}

	private void upload(Run run, LocalTree tree, DwUri folder, boolean all) throws IOException {
		Map<String, ObjectInfo> there = all ? Map.of() : listed(folder);
		Map<String, BasicFileAttributes> files = tree.files();
		for (Map.Entry<String, BasicFileAttributes> entry : files.entrySet()) {
			DwUri uri = folder.withKey(folder.key() + entry.getKey());
			Path file = tree.root().resolve(entry.getKey());
			if (isStored(file, entry.getValue(), there.get(entry.getKey()))) {
				run.unchanged++;
			}
			else {
				run.transfer(new SyncAction(SyncAction.Kind.UPLOAD, uri, file, entry.getValue().size()),
						() -> this.operations.uploadFile(uri, file, StoreOptions.defaults(), run.options.listener()));
			}
		}
		run.tasks.join();
		if (run.options.delete()) {
			deleteObjects(run, tree, there, files.keySet());
		}
	}

	private Map<String, ObjectInfo> listed(DwUri folder) {
		Map<String, ObjectInfo> objects = new HashMap<>();
		this.operations.list(folder)
			.forEach((object) -> objects.put(object.uri().key().substring(folder.key().length()), object));
		return objects;
	}

	private static boolean isStored(Path file, BasicFileAttributes attributes, @Nullable ObjectInfo object)
			throws IOException {
		if (object == null || object.size() != attributes.size()) {
			return false;
		}
		Instant stored = object.lastModified();
		return (stored != null && !attributes.lastModifiedTime().toInstant().isAfter(stored)) || hasEtag(file, object);
	}

	private static boolean hasEtag(Path file, ObjectInfo object) throws IOException {
		return Md5.isMd5(object.etag()) && LocalTree.md5(file).equals(object.etag());
	}

	private void deleteObjects(Run run, LocalTree tree, Map<String, ObjectInfo> there, Set<String> kept) {
		List<DwUri> surplus = new ArrayList<>();
		there.forEach((key, object) -> {
			// The mark of a folder has no file.
			if (!key.isEmpty() && !key.endsWith("/") && !kept.contains(key)) {
				surplus.add(object.uri());
				run.options.actions()
					.accept(new SyncAction(SyncAction.Kind.DELETE_OBJECT, object.uri(), tree.root().resolve("."),
							object.size()));
			}
		});
		run.deleted = surplus.size();
		if (!run.options.dryRun() && !surplus.isEmpty()) {
			DeleteResult result = this.operations.deleteAll(surplus);
			if (!result.isComplete()) {
				DeleteFailure first = result.failures().get(0);
				throw new StorageException(
						"'sync' failed: " + result.failed() + " objects could not be deleted, such as " + first.uri()
								+ " (" + first.code() + ").",
						new StorageFailure("sync", first.uri(), 0, first.code(), null, 1), null);
			}
		}
	}

	SyncResult download(String operation, DwUri prefix, Path directory, SyncOptions options, boolean all) {
		LocalTree tree = LocalTree.of(directory);
		DwUri folder = folder(prefix);
		return this.executor.observe(operation, folder, () -> {
			try (Run run = new Run(options)) {
				download(run, folder, tree, all);
				return run.result();
			}
			catch (IOException ex) {
				throw this.executor.failure(operation, folder, local(ex));
			}
		});
	}

	private void download(Run run, DwUri folder, LocalTree tree, boolean all) throws IOException {
		Map<String, BasicFileAttributes> files = tree.files();
		Set<String> kept = new HashSet<>();
		Iterator<ObjectInfo> objects = this.operations.list(folder).iterator();
		while (objects.hasNext()) {
			ObjectInfo object = objects.next();
			String key = object.uri().key().substring(folder.key().length());
			if (key.isEmpty() || key.endsWith("/")) {
				continue;
			}
			kept.add(key);
			Path file = tree.resolve(key);
			if (!all && isRetrieved(file, files.get(key), object)) {
				run.unchanged++;
				continue;
			}
			if (!run.options.dryRun()) {
				tree.createParent(key, file);
			}
			run.transfer(new SyncAction(SyncAction.Kind.DOWNLOAD, object.uri(), file, object.size()),
					() -> retrieve(object, file, run.options.listener()));
		}
		run.tasks.join();
		if (run.options.delete()) {
			deleteFiles(run, folder, tree, files, kept);
		}
	}

	private static boolean isRetrieved(Path file, @Nullable BasicFileAttributes attributes, ObjectInfo object)
			throws IOException {
		if (attributes == null || object.size() != attributes.size()) {
			return false;
		}
		return millis(attributes.lastModifiedTime().toInstant()).equals(millis(object.lastModified()))
				|| hasEtag(file, object);
	}

	private static Instant millis(@Nullable Instant time) {
		return (time != null) ? time.truncatedTo(ChronoUnit.MILLIS) : Instant.MIN;
	}

	private void retrieve(ObjectInfo object, Path file, TransferListener listener) {
		this.operations.downloadFile(object.uri(), file, listener);
		Instant modified = object.lastModified();
		if (modified != null) {
			try {
				// So that the next sync sees that it is the same.
				Files.setLastModifiedTime(file, FileTime.from(modified));
			}
			catch (IOException ex) {
				throw this.executor.failure("download-file", object.uri(), local(ex));
			}
		}
	}

	private static void deleteFiles(Run run, DwUri folder, LocalTree tree, Map<String, BasicFileAttributes> files,
			Set<String> kept) throws IOException {
		for (Map.Entry<String, BasicFileAttributes> entry : files.entrySet()) {
			if (!kept.contains(entry.getKey())) {
				Path file = tree.root().resolve(entry.getKey());
				run.deleted++;
				run.options.actions()
					.accept(new SyncAction(SyncAction.Kind.DELETE_FILE, folder, file, entry.getValue().size()));
				if (!run.options.dryRun()) {
					Files.delete(file);
				}
			}
		}
	}

	private static LocalIoException local(IOException ex) {
		return (ex instanceof LocalIoException known) ? known
				: new LocalIoException("the directory cannot be read or written: " + ex, ex);
	}

	/**
	 * One transfer of a directory with its outcome so far.
	 */
	private final class Run implements AutoCloseable {

		private final SyncOptions options;

		private final ParallelTasks tasks = new ParallelTasks(DirectoryTransfers.this.executor,
				DirectoryTransfers.this.concurrency);

		private long transferred;

		private long bytes;

		private long unchanged;

		private long deleted;

		private Run(SyncOptions options) {
			this.options = options;
		}

		private void transfer(SyncAction action, Runnable transfer) {
			this.options.actions().accept(action);
			this.transferred++;
			this.bytes += action.size();
			if (!this.options.dryRun()) {
				this.tasks.run(transfer);
			}
		}

		private SyncResult result() {
			return new SyncResult(this.transferred, this.bytes, this.unchanged, this.deleted);
		}

		@Override
		public void close() {
			this.tasks.close();
		}

	}

}
