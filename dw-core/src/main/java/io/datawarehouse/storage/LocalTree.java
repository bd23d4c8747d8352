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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Files below a directory, by the keys that they have below a prefix. Symbolic links are
 * left alone: neither are those in the directory followed, nor does a key lead through
 * one to a place outside.
 */
final class LocalTree {

	private static final int BUFFER_SIZE = 128 * 1024;

	private final Path root;

	private LocalTree(Path root) {
		this.root = root;
	}

	static LocalTree of(Path directory) {
		Assert.isTrue(Files.isDirectory(directory), () -> "'" + directory + "' is not a directory");
		try {
			return new LocalTree(directory.toRealPath());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The directory '" + directory + "' cannot be read", ex);
		}
	}

	Map<String, BasicFileAttributes> files() throws IOException {
		Map<String, BasicFileAttributes> files = new TreeMap<>();
		Files.walkFileTree(this.root, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
				if (attributes.isRegularFile()) {
					files.put(key(file), attributes);
				}
				return FileVisitResult.CONTINUE;
			}

		});
		return files;
	}

	private String key(Path file) {
		String key = this.root.relativize(file).toString();
		return key.replace(file.getFileSystem().getSeparator(), "/");
	}

	/**
	 * The file of a key.
	 * @throws LocalIoException if the key is no name of a file below the directory
	 */
	Path resolve(String key) throws LocalIoException {
		for (String segment : key.split("/", -1)) {
			if (segment.isEmpty() || segment.equals(".") || segment.equals("..") || segment.indexOf('\0') >= 0
					|| segment.contains(this.root.getFileSystem().getSeparator())) {
				throw refused(key, "it has a segment '" + segment + "', which is no name of a file", null);
			}
		}
		try {
			Path file = this.root.resolve(key).normalize();
			if (!file.startsWith(this.root) || file.equals(this.root)) {
				throw refused(key, "it leads out of '" + this.root + "'", null);
			}
			return file;
		}
		catch (InvalidPathException ex) {
			throw refused(key, "it is no name of a file: " + ex.getReason(), null);
		}
	}

	/**
	 * Make the directory of a file, none of whose parents may lead elsewhere.
	 */
	void createParent(String key, Path file) throws LocalIoException {
		Path parent = this.root;
		Path target = file.getParent();
		if (target == null) {
			throw refused(key, "it has no directory", null);
		}
		try {
			for (Path name : this.root.relativize(target)) {
				parent = parent.resolve(name);
				if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS) && !parent.toRealPath().startsWith(this.root)) {
					throw refused(key, "the link '" + parent + "' leads out of '" + this.root + "'", null);
				}
			}
			Files.createDirectories(target);
		}
		catch (LocalIoException ex) {
			throw ex;
		}
		catch (IOException ex) {
			throw refused(key, "its directory cannot be created: " + ex, ex);
		}
	}

	private static LocalIoException refused(String key, String why, @Nullable IOException ex) {
		return new LocalIoException("key '" + key + "' is refused: " + why, ex);
	}

	static String md5(Path file) throws IOException {
		MessageDigest md5 = Md5.newDigest();
		byte[] buffer = new byte[BUFFER_SIZE];
		try (InputStream input = Files.newInputStream(file)) {
			for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
				md5.update(buffer, 0, count);
			}
		}
		return HexFormat.of().formatHex(md5.digest());
	}

	Path root() {
		return this.root;
	}

}
