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

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.ByteRange;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ObjectContent;
import io.datawarehouse.storage.ObjectInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemStreamSupport;
import org.springframework.batch.infrastructure.item.ParseException;
import org.springframework.batch.infrastructure.item.ReaderNotOpenException;
import org.springframework.util.Assert;

/**
 * {@link ItemStreamReader} of the lines of objects, one object after the other in the
 * order of their keys. The address is that of an object, a bucket, a prefix that ends
 * with a slash, or a pattern such as {@code dw://lake/raw/*.csv}.
 * <p>
 * A restart goes on with the line after the last one that was committed, without reading
 * what is before it; it fails if the object has been changed since. A line that cannot be
 * mapped is told as a {@link ParseException}, which a step may skip. For use by one
 * thread at a time.
 *
 * @param <T> the type of the items
 * @since 1.0.0
 */
public class DwLineItemReader<T> extends ItemStreamSupport implements ItemStreamReader<T> {

	private static final String KEY = "object";

	private static final String ETAG = "etag";

	private static final String OFFSET = "offset";

	private static final String LINE = "line";

	private static final int MAX_LINE_LENGTH = 1024 * 1024;

	private final DataWarehouseOperations operations;

	private final DwUri address;

	private final DwLineMapper<? extends T> mapper;

	private Charset charset = StandardCharsets.UTF_8;

	private int linesToSkip;

	private int maxLineLength = MAX_LINE_LENGTH;

	private boolean saveState = true;

	private @Nullable ObjectCursor cursor;

	private @Nullable ObjectInfo object;

	private @Nullable LineInput input;

	private long line;

	/**
	 * Create a reader.
	 * @param operations reads the objects
	 * @param address where they are
	 * @param mapper makes items of their lines
	 */
	public DwLineItemReader(DataWarehouseOperations operations, DwUri address, DwLineMapper<? extends T> mapper) {
		this.operations = operations;
		this.address = address;
		this.mapper = mapper;
		setName("DwLineItemReader");
	}

	/**
	 * Create a reader.
	 * @param operations reads the objects
	 * @param address where they are, as text
	 * @param mapper makes items of their lines
	 */
	public DwLineItemReader(DataWarehouseOperations operations, String address, DwLineMapper<? extends T> mapper) {
		this(operations, operations.toUri(address), mapper);
	}

	/**
	 * Set the charset of the objects.
	 * @param charset one that writes a line feed as one byte, UTF-8 by default
	 * @throws IllegalArgumentException if it writes a line feed otherwise
	 */
	public void setCharset(Charset charset) {
		byte[] lineFeed = "\n".getBytes(charset);
		Assert.isTrue(lineFeed.length == 1 && lineFeed[0] == '\n',
				() -> "charset must write a line feed as one byte, was " + charset);
		this.charset = charset;
	}

	/**
	 * Set how many lines at the begin of each object are no items.
	 * @param linesToSkip the number of lines, 0 by default
	 */
	public void setLinesToSkip(int linesToSkip) {
		Assert.isTrue(linesToSkip >= 0, () -> "lines to skip must not be negative, was " + linesToSkip);
		this.linesToSkip = linesToSkip;
	}

	/**
	 * Set how long a line may be.
	 * @param maxLineLength the number of bytes, 1 MiB by default
	 */
	public void setMaxLineLength(int maxLineLength) {
		Assert.isTrue(maxLineLength > 0, () -> "max line length must be positive, was " + maxLineLength);
		this.maxLineLength = maxLineLength;
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
		String key = this.saveState ? executionContext.getString(getExecutionContextKey(KEY), null) : null;
		this.cursor = ObjectCursor.open(this.operations, this.address, key);
		if (key != null) {
			resume(this.cursor, key, executionContext);
		}
	}

	private void resume(ObjectCursor cursor, String key, ExecutionContext state) {
		ObjectInfo next = cursor.next();
		String etag = state.getString(getExecutionContextKey(ETAG));
		if (next == null || !next.uri().key().equals(key) || !next.etag().equals(etag)) {
			throw new ItemStreamException("Reading cannot go on in " + this.address.withKey(key)
					+ ", because it was changed or deleted since the execution before: start a new job instance, or "
					+ "put the object with ETag " + etag + " back");
		}
		this.line = state.getLong(getExecutionContextKey(LINE));
		begin(next, state.getLong(getExecutionContextKey(OFFSET)));
	}

	private void begin(ObjectInfo next, long offset) {
		this.object = next;
		if (offset >= next.size()) {
			return;
		}
		ObjectContent content = (offset > 0) ? this.operations.retrieveStream(next.uri(), ByteRange.from(offset))
				: this.operations.retrieveStream(next.uri());
		this.input = new LineInput(content, offset, this.charset, this.maxLineLength);
		if (!content.info().etag().equals(next.etag())) {
			throw new ItemStreamException(next.uri() + " was changed while it was read");
		}
	}

	@Override
	public @Nullable T read() throws Exception {
		DwLine next = nextLine();
		if (next == null) {
			return null;
		}
		try {
			T item = this.mapper.mapLine(next);
			Assert.state(item != null, "The mapper made nothing of it");
			return item;
		}
		catch (Exception ex) {
			// Without the message of the cause, which may tell the line.
			throw new ParseException("The " + next + " cannot be mapped (" + ex.getClass().getSimpleName() + ")", ex);
		}
	}

	private @Nullable DwLine nextLine() throws IOException {
		ObjectCursor cursor = this.cursor;
		if (cursor == null) {
			throw new ReaderNotOpenException("The reader of " + this.address + " is not open");
		}
		while (true) {
			String text = nextText();
			if (text != null) {
				this.line++;
				if (this.line > this.linesToSkip && this.object != null) {
					return new DwLine(this.object.uri(), this.line, withoutMark(text));
				}
			}
			else if (!beginNext(cursor)) {
				return null;
			}
		}
	}

	private @Nullable String nextText() throws IOException {
		try {
			return (this.input != null) ? this.input.next() : null;
		}
		catch (LineInput.LineTooLongException ex) {
			throw new IOException("Line " + (this.line + 1) + " of " + uri() + " is " + ex.getMessage(), ex);
		}
	}

	private DwUri uri() {
		return (this.object != null) ? this.object.uri() : this.address;
	}

	/**
	 * The mark that some editors put before UTF-8.
	 */
	private String withoutMark(String text) {
		return (this.line == 1 && text.startsWith("\ufeff")) ? text.substring(1) : text;
	}

	private boolean beginNext(ObjectCursor cursor) throws IOException {
		ObjectInfo next = cursor.next();
		if (next == null) {
			return false;
		}
		closeInput();
		this.line = 0;
		begin(next, 0);
		return true;
	}

	@Override
	public void update(ExecutionContext executionContext) {
		ObjectInfo object = this.object;
		if (this.saveState && object != null) {
			executionContext.putString(getExecutionContextKey(KEY), object.uri().key());
			executionContext.putString(getExecutionContextKey(ETAG), object.etag());
			executionContext.putLong(getExecutionContextKey(OFFSET),
					(this.input != null) ? this.input.offset() : object.size());
			executionContext.putLong(getExecutionContextKey(LINE), this.line);
		}
	}

	private void closeInput() throws IOException {
		LineInput input = this.input;
		this.input = null;
		if (input != null) {
			input.close();
		}
	}

	@Override
	public void close() {
		ObjectCursor cursor = this.cursor;
		this.cursor = null;
		this.object = null;
		this.line = 0;
		try {
			closeInput();
		}
		catch (IOException ex) {
			throw new ItemStreamException("The content of " + this.address + " could not be closed", ex);
		}
		finally {
			if (cursor != null) {
				cursor.close();
			}
		}
	}

}
