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
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ObjectWriteStream;
import io.datawarehouse.storage.StoreOptions;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamException;
import org.springframework.batch.infrastructure.item.ItemStreamSupport;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;
import org.springframework.batch.infrastructure.item.WriterNotOpenException;
import org.springframework.batch.infrastructure.item.file.transform.LineAggregator;

/**
 * {@link ItemStreamWriter} of the lines of one object. The object appears, or takes the
 * place of the one before it, when the step has succeeded; after a failure nothing is
 * left in the store. Chunks that are rolled back are not in it. About one chunk and one
 * part of the upload are in memory at a time.
 * <p>
 * The step has to know the writer as a listener and as a stream, which it does by itself
 * unless the writer is wrapped in another one; put it last there, for what it has taken
 * is part of the transaction even if the next writer fails and is called again. As
 * nothing is kept of a failed execution, a restart has to begin with the first item:
 * switch {@code saveState} off for the reader and for this writer, or it refuses the
 * restart. For use by one thread at a time.
 *
 * @param <T> the type of the items
 * @since 1.0.0
 */
public class DwLineItemWriter<T> extends ItemStreamSupport implements ItemStreamWriter<T>, StepExecutionListener {

	private static final Log logger = LogFactory.getLog(DwLineItemWriter.class);

	private static final String WRITTEN = "written";

	private final DataWarehouseOperations operations;

	private final DwUri uri;

	private final LineAggregator<? super T> aggregator;

	private StoreOptions options = StoreOptions.defaults();

	private Charset charset = StandardCharsets.UTF_8;

	private String lineSeparator = "\n";

	private @Nullable String header;

	private @Nullable String footer;

	private boolean saveState = true;

	private boolean listening;

	private PendingLines pending = new PendingLines();

	private @Nullable ObjectWriteStream stream;

	private long written;

	/**
	 * Create a writer.
	 * @param operations stores the object
	 * @param uri where to store it
	 * @param aggregator makes lines of the items
	 */
	public DwLineItemWriter(DataWarehouseOperations operations, DwUri uri, LineAggregator<? super T> aggregator) {
		this.operations = operations;
		this.uri = uri;
		this.aggregator = aggregator;
		setName("DwLineItemWriter");
	}

	/**
	 * Create a writer.
	 * @param operations stores the object
	 * @param uri where to store it, as text
	 * @param aggregator makes lines of the items
	 */
	public DwLineItemWriter(DataWarehouseOperations operations, String uri, LineAggregator<? super T> aggregator) {
		this(operations, operations.toUri(uri), aggregator);
	}

	/**
	 * Set how the object is stored.
	 * @param options such as its content type
	 */
	public void setOptions(StoreOptions options) {
		this.options = options;
	}

	/**
	 * Set the charset of the object.
	 * @param charset the charset, UTF-8 by default
	 */
	public void setCharset(Charset charset) {
		this.charset = charset;
	}

	/**
	 * Set what ends each line.
	 * @param lineSeparator the end, a line feed by default on all systems
	 */
	public void setLineSeparator(String lineSeparator) {
		this.lineSeparator = lineSeparator;
	}

	/**
	 * Set the line before all items.
	 * @param header the line, or {@code null} for none
	 */
	public void setHeader(@Nullable String header) {
		this.header = header;
	}

	/**
	 * Set the line after all items.
	 * @param footer the line, or {@code null} for none
	 */
	public void setFooter(@Nullable String footer) {
		this.footer = footer;
	}

	/**
	 * Set whether to remember that items were written, so that a restart that would lose
	 * them is refused.
	 * @param saveState {@code false} if a restart reads all items again
	 */
	public void setSaveState(boolean saveState) {
		this.saveState = saveState;
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.listening = true;
	}

	@Override
	public void open(ExecutionContext executionContext) {
		if (!this.listening) {
			throw new ItemStreamException("The step does not tell the writer of " + this.uri
					+ " whether it succeeds: add .listener(writer) to the step");
		}
		long before = this.saveState ? executionContext.getLong(getExecutionContextKey(WRITTEN), 0) : 0;
		if (before > 0) {
			throw new ItemStreamException("The execution before has read " + before + " items for " + this.uri
					+ ", of which nothing was kept when it failed: call setSaveState(false) on the reader and the "
					+ "writer, so that a restart begins with the first item");
		}
		this.pending = new PendingLines();
		this.written = 0;
		this.stream = this.operations.openWrite(this.uri, this.options);
		addLine(this.header);
	}

	private void addLine(@Nullable String line) {
		if (line != null) {
			this.pending.add((line + this.lineSeparator).getBytes(this.charset));
		}
	}

	/**
	 * Take a chunk. All its lines are made before any of them counts.
	 */
	@Override
	public void write(Chunk<? extends T> chunk) throws IOException {
		ObjectWriteStream stream = this.stream;
		if (stream == null) {
			throw new WriterNotOpenException("The writer of " + this.uri + " is not open");
		}
		StringBuilder lines = new StringBuilder();
		for (T item : chunk) {
			lines.append(this.aggregator.aggregate(item)).append(this.lineSeparator);
		}
		stream.write(this.pending.take());
		this.pending.add(lines.toString().getBytes(this.charset));
		this.written += chunk.size();
	}

	@Override
	public void update(ExecutionContext executionContext) {
		if (this.saveState) {
			executionContext.putLong(getExecutionContextKey(WRITTEN), this.written);
		}
	}

	/**
	 * Publish the object if the step has succeeded. If that fails, the step fails too.
	 */
	@Override
	public @Nullable ExitStatus afterStep(StepExecution stepExecution) {
		this.listening = false;
		ObjectWriteStream stream = this.stream;
		this.stream = null;
		if (stream == null) {
			return null;
		}
		if (stepExecution.getStatus() != BatchStatus.COMPLETED) {
			stream.abort();
			return null;
		}
		try {
			publish(stream);
			return null;
		}
		catch (IOException | RuntimeException ex) {
			stream.abort();
			logger.error("The object " + this.uri + " of step '" + stepExecution.getStepName()
					+ "' could not be published, so the step fails", ex);
			stepExecution.addFailureException(ex);
			stepExecution.setStatus(BatchStatus.FAILED);
			return ExitStatus.FAILED.addExitDescription(ex);
		}
	}

	private void publish(ObjectWriteStream stream) throws IOException {
		addLine(this.footer);
		stream.write(this.pending.take());
		stream.close();
	}

	/**
	 * Store nothing unless the step has succeeded.
	 */
	@Override
	public void close() {
		ObjectWriteStream stream = this.stream;
		this.stream = null;
		this.listening = false;
		if (stream != null) {
			stream.abort();
		}
	}

}
