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

package io.datawarehouse.storage.resource;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import java.util.function.Supplier;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.BucketNotFoundException;
import io.datawarehouse.storage.ByteRange;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ListOptions;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.ObjectNotFoundException;
import io.datawarehouse.storage.StorageException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.WritableResource;

/**
 * Object in the store as a {@link WritableResource}. An address that ends with a slash,
 * or names a bucket alone, is a folder: others can be made relative to it, but it cannot
 * be read. The store is not asked for anything before a method needs it.
 *
 * @since 1.0.0
 */
public final class DwResource extends AbstractResource implements WritableResource {

	private final DwUri uri;

	private final Supplier<? extends DataWarehouseOperations> operations;

	/**
	 * Create a resource.
	 * @param uri the address
	 * @param operations gives what is asked, when it is first needed
	 * @throws IllegalArgumentException if the address is not one of an object store
	 */
	public DwResource(DwUri uri, Supplier<? extends DataWarehouseOperations> operations) {
		uri.bucket();
		this.uri = uri;
		this.operations = operations;
	}

	/**
	 * The address of the resource.
	 * @return the address
	 */
	public DwUri uri() {
		return this.uri;
	}

	private boolean isFolder() {
		return this.uri.isBucketOnly() || this.uri.key().endsWith("/");
	}

	/**
	 * Whether there is the object, or something in the folder.
	 */
	@Override
	public boolean exists() {
		DataWarehouseOperations store = this.operations.get();
		if (this.uri.isBucketOnly()) {
			return store.bucketExists(this.uri);
		}
		if (!isFolder()) {
			return store.exists(this.uri);
		}
		try {
			return store.list(this.uri, ListOptions.all().withLimit(1)).findAny().isPresent();
		}
		catch (BucketNotFoundException ex) {
			return false;
		}
	}

	@Override
	public boolean isReadable() {
		return !isFolder() && exists();
	}

	@Override
	public boolean isWritable() {
		return !isFolder();
	}

	/**
	 * Open the content. What is skipped of a large object is not retrieved.
	 */
	@Override
	public InputStream getInputStream() throws IOException {
		return read((store) -> new SkippingInput(store.retrieveStream(this.uri),
				(offset) -> store.retrieveStream(this.uri, ByteRange.from(offset))));
	}

	@Override
	public byte[] getContentAsByteArray() throws IOException {
		return read((store) -> store.retrieve(this.uri));
	}

	/**
	 * Open a stream whose bytes become the object when it is closed.
	 * @return an {@link io.datawarehouse.storage.ObjectWriteStream}
	 */
	@Override
	public OutputStream getOutputStream() throws IOException {
		requireObject();
		return this.operations.get().openWrite(this.uri);
	}

	@Override
	public long contentLength() throws IOException {
		return read((store) -> store.head(this.uri)).size();
	}

	@Override
	public long lastModified() throws IOException {
		ObjectInfo info = read((store) -> store.head(this.uri));
		return (info.lastModified() != null) ? info.lastModified().toEpochMilli() : 0;
	}

	private <T> T read(Function<DataWarehouseOperations, T> call) throws IOException {
		requireObject();
		try {
			return call.apply(this.operations.get());
		}
		catch (ObjectNotFoundException | BucketNotFoundException ex) {
			throw (FileNotFoundException) new FileNotFoundException(getDescription() + " does not exist").initCause(ex);
		}
		catch (StorageException ex) {
			throw new IOException(getDescription() + " cannot be read: " + ex.getMessage(), ex);
		}
	}

	private void requireObject() throws FileNotFoundException {
		if (isFolder()) {
			throw new FileNotFoundException(getDescription() + " is a folder and has no content");
		}
	}

	/**
	 * The last segment of the address, without the slash that may end it.
	 * @return the name, or {@code null} of a bucket
	 */
	@Override
	public @Nullable String getFilename() {
		return this.uri.isBucketOnly() ? null : this.uri.fileName();
	}

	/**
	 * The address as a URI, percent-encoded where URIs demand it.
	 */
	@Override
	public URI getURI() throws IOException {
		try {
			return new URI(this.uri.scheme(), this.uri.bucket(), "/" + this.uri.key(), null, null);
		}
		catch (URISyntaxException ex) {
			throw new IOException(getDescription() + " has no URI", ex);
		}
	}

	/**
	 * A resource relative to this one: beside an object, or in a folder. Segments
	 * {@code .} and {@code ..} mean what they mean in a path.
	 */
	@Override
	public DwResource createRelative(String relativePath) {
		String key = this.uri.key();
		String base = key.substring(0, key.lastIndexOf('/') + 1);
		String relative = relativePath.startsWith("/") ? relativePath.substring(1) : relativePath;
		return new DwResource(this.uri.withKey(resolve(base, relative)), this.operations);
	}

	private static String resolve(String base, String relative) {
		if (!(relative.startsWith(".") || relative.contains("/."))) {
			return base + relative;
		}
		Deque<String> segments = new ArrayDeque<>();
		String[] all = (base + relative).split("/", -1);
		for (int i = 0; i < all.length; i++) {
			boolean dots = all[i].equals(".") || all[i].equals("..");
			if (all[i].equals("..") && !segments.isEmpty()) {
				segments.removeLast();
			}
			if (!dots || i == all.length - 1) {
				segments.addLast(dots ? "" : all[i]);
			}
		}
		return String.join("/", segments);
	}

	@Override
	public String getDescription() {
		return "DataWarehouse resource [" + this.uri + "]";
	}

}
