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

package io.datawarehouse.storage.batch;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ObjectContent;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.StorageException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemStreamSupport;
import org.springframework.batch.infrastructure.item.ParseException;
import org.springframework.batch.infrastructure.item.ReaderNotOpenException;
import org.springframework.util.Assert;

/**
 * {@link ItemStreamReader} of objects, each of which is an item, in the order of their
 * keys. The address is that of an object, a bucket, a prefix that ends with a slash, or a
 * pattern such as {@code dw://lake/orders/*.json}.
 * <p>
 * A restart goes on with the object after the last one that was committed, also when that
 * is gone by then. An object that cannot be mapped is told as a {@link ParseException},
 * which a step may skip. For use by one thread at a time.
 *
 * @param <T> the type of the items
 * @since 1.0.0
 */
public class DwObjectItemReader<T> extends ItemStreamSupport implements ItemStreamReader<T> {

	private static final String KEY = "object";

	private final DataWarehouseOperations operations;

	private final DwUri address;

	private final ItemSource<? extends T> source;

	private boolean saveState = true;

	private @Nullable ObjectCursor cursor;

	private @Nullable String last;

	/**
	 * Create a reader.
	 * @param operations reads the objects
	 * @param address where they are
	 * @param mapper makes items of them
	 */
	public DwObjectItemReader(DataWarehouseOperations operations, DwUri address, DwObjectMapper<? extends T> mapper) {
		this(operations, address, (ItemSource<? extends T>) (uri) -> {
			try (ObjectContent content = operations.retrieveStream(uri)) {
				return mapper.mapObject(content);
			}
		});
	}

	private DwObjectItemReader(DataWarehouseOperations operations, DwUri address, ItemSource<? extends T> source) {
		this.operations = operations;
		this.address = address;
		this.source = source;
		setName("DwObjectItemReader");
	}

	/**
	 * Create a reader.
	 * @param operations reads the objects
	 * @param address where they are, as text
	 * @param mapper makes items of them
	 */
	public DwObjectItemReader(DataWarehouseOperations operations, String address, DwObjectMapper<? extends T> mapper) {
		this(operations, operations.toUri(address), mapper);
	}

	/**
	 * A reader of objects that are JSON.
	 * @param <T> the type of the items
	 * @param operations reads the objects
	 * @param address where they are
	 * @param type the class to read them as
	 * @return a new reader
	 */
	public static <T> DwObjectItemReader<T> json(DataWarehouseOperations operations, String address, Class<T> type) {
		ItemSource<T> source = (uri) -> operations.retrieveJson(uri, type);
		return new DwObjectItemReader<>(operations, operations.toUri(address), source);
	}

	/**
	 * Set whether a restart goes on where the execution before it ended.
	 * @param saveState {@code false} to read everything again
	 */
	public void setSaveState(boolean saveState) {
		this.saveState = saveState;
	}

	@Override
	public void open(ExecutionContext executionContext) {
		this.last = this.saveState ? executionContext.getString(getExecutionContextKey(KEY), null) : null;
		this.cursor = ObjectCursor.open(this.operations, this.address, this.last);
	}

	@Override
	public @Nullable T read() throws Exception {
		ObjectInfo next = next();
		if (next == null) {
			return null;
		}
		this.last = next.uri().key();
		return item(next.uri());
	}

	private T item(DwUri uri) {
		try {
			T item = this.source.read(uri);
			Assert.state(item != null, "The mapper made nothing of it");
			return item;
		}
		catch (StorageException ex) {
			// Otherwise the object is not to blame, and must not be skipped.
			throw (ex.getCause() instanceof JacksonException) ? unmapped(uri, ex) : ex;
		}
		catch (Exception ex) {
			throw unmapped(uri, ex);
		}
	}

	/**
	 * Without the message of the cause, which may tell the content.
	 */
	private static ParseException unmapped(DwUri uri, Exception ex) {
		return new ParseException(uri + " cannot be mapped (" + ex.getClass().getSimpleName() + ")", ex);
	}

	private @Nullable ObjectInfo next() {
		ObjectCursor cursor = this.cursor;
		if (cursor == null) {
			throw new ReaderNotOpenException("The reader of " + this.address + " is not open");
		}
		ObjectInfo next = cursor.next();
		boolean done = next != null && next.uri().key().equals(this.last);
		return done ? cursor.next() : next;
	}

	@Override
	public void update(ExecutionContext executionContext) {
		if (this.saveState && this.last != null) {
			executionContext.putString(getExecutionContextKey(KEY), this.last);
		}
	}

	@Override
	public void close() {
		ObjectCursor cursor = this.cursor;
		this.cursor = null;
		this.last = null;
		if (cursor != null) {
			cursor.close();
		}
	}

	/**
	 * Makes an item of the object at an address.
	 *
	 * @param <T> the type of the item
	 */
	@FunctionalInterface
	private interface ItemSource<T> {

		T read(DwUri uri) throws Exception;

	}

}
