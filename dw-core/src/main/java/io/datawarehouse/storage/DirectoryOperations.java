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

import java.nio.file.Path;

import io.datawarehouse.DwUri;

/**
 * Transfers of whole directories, several files at a time. The first failure ends a
 * transfer; what was transferred before stays.
 *
 * @since 1.0.0
 */
public interface DirectoryOperations extends AddressResolver {

	/**
	 * Store all files below a directory. Symbolic links are left out.
	 * @param prefix the address of a bucket or a prefix, taken as a folder
	 * @param directory the directory
	 * @return how many files were stored
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default SyncResult uploadDirectory(DwUri prefix, Path directory) {
		return uploadDirectory(prefix, directory, SyncOptions.defaults().listener());
	}

	/**
	 * As {@link #uploadDirectory(DwUri, Path)}.
	 * @param prefix the address of a bucket or a prefix, taken as a folder, as text
	 * @param directory the directory
	 * @return how many files were stored
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default SyncResult uploadDirectory(String prefix, Path directory) {
		return uploadDirectory(toUri(prefix), directory);
	}

	/**
	 * Store all files below a directory. Symbolic links are left out.
	 * @param prefix the address of a bucket or a prefix, taken as a folder
	 * @param directory the directory
	 * @param listener is told how it gets on
	 * @return how many files were stored
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	SyncResult uploadDirectory(DwUri prefix, Path directory, TransferListener listener);

	/**
	 * As {@link #uploadDirectory(DwUri, Path, TransferListener)}.
	 * @param prefix the address of a bucket or a prefix, taken as a folder, as text
	 * @param directory the directory
	 * @param listener is told how it gets on
	 * @return how many files were stored
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default SyncResult uploadDirectory(String prefix, Path directory, TransferListener listener) {
		return uploadDirectory(toUri(prefix), directory, listener);
	}

	/**
	 * Retrieve all objects below a prefix into files, each of which appears whole or not
	 * at all. A key that would lead out of the directory, or is no name of a file, is
	 * refused.
	 * @param prefix the address of a bucket or a prefix, taken as a folder
	 * @param directory the directory, which must exist
	 * @return how many files were retrieved
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default SyncResult downloadDirectory(DwUri prefix, Path directory) {
		return downloadDirectory(prefix, directory, SyncOptions.defaults().listener());
	}

	/**
	 * As {@link #downloadDirectory(DwUri, Path)}.
	 * @param prefix the address of a bucket or a prefix, taken as a folder, as text
	 * @param directory the directory, which must exist
	 * @return how many files were retrieved
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default SyncResult downloadDirectory(String prefix, Path directory) {
		return downloadDirectory(toUri(prefix), directory);
	}

	/**
	 * Retrieve all objects below a prefix into files, each of which appears whole or not
	 * at all. A key that would lead out of the directory, or is no name of a file, is
	 * refused.
	 * @param prefix the address of a bucket or a prefix, taken as a folder
	 * @param directory the directory, which must exist
	 * @param listener is told how it gets on
	 * @return how many files were retrieved
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	SyncResult downloadDirectory(DwUri prefix, Path directory, TransferListener listener);

	/**
	 * As {@link #downloadDirectory(DwUri, Path, TransferListener)}.
	 * @param prefix the address of a bucket or a prefix, taken as a folder, as text
	 * @param directory the directory, which must exist
	 * @param listener is told how it gets on
	 * @return how many files were retrieved
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default SyncResult downloadDirectory(String prefix, Path directory, TransferListener listener) {
		return downloadDirectory(toUri(prefix), directory, listener);
	}

	/**
	 * Store the files that differ from what is stored: by size, and by ETag if the file
	 * is newer.
	 * @param directory the directory
	 * @param prefix the address of a bucket or a prefix, taken as a folder
	 * @param options what is deleted, and whether anything is done at all
	 * @return what was done
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	SyncResult sync(Path directory, DwUri prefix, SyncOptions options);

	/**
	 * As {@link #sync(Path, DwUri, SyncOptions)}.
	 * @param directory the directory
	 * @param prefix the address of a bucket or a prefix, taken as a folder, as text
	 * @param options what is deleted, and whether anything is done at all
	 * @return what was done
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default SyncResult sync(Path directory, String prefix, SyncOptions options) {
		return sync(directory, toUri(prefix), options);
	}

	/**
	 * Retrieve the objects that differ from the files: by size, and by ETag if the time
	 * of the file is another.
	 * @param prefix the address of a bucket or a prefix, taken as a folder
	 * @param directory the directory, which must exist
	 * @param options what is deleted, and whether anything is done at all
	 * @return what was done
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	SyncResult sync(DwUri prefix, Path directory, SyncOptions options);

	/**
	 * As {@link #sync(DwUri, Path, SyncOptions)}.
	 * @param prefix the address of a bucket or a prefix, taken as a folder, as text
	 * @param directory the directory, which must exist
	 * @param options what is deleted, and whether anything is done at all
	 * @return what was done
	 * @throws IllegalArgumentException if an argument is not valid
	 * @throws StorageException if the operation fails
	 */
	default SyncResult sync(String prefix, Path directory, SyncOptions options) {
		return sync(toUri(prefix), directory, options);
	}

}
