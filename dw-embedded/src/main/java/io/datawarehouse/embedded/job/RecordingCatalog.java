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

package io.datawarehouse.embedded.job;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.springframework.util.Assert;

/**
 * An {@link EmbeddedDatlakeCatalog} for tests, which records every request in the order
 * they come and lets requests go wrong. It is a plain object that needs no Spring
 * application and no test framework. <pre class="code">
 * try (RecordingCatalog catalog = RecordingCatalog.start()) {
 *     catalog.inject(CatalogFault.status(503).on(CatalogCall.COMPLETE_RUN).times(2));
 *     ...
 *     assertThat(catalog.calls()).startsWith(CatalogCall.START_RUN);
 *     assertThat(catalog.latestRun("etl")).succeeded();
 * }
 * </pre>
 *
 * @since 1.0.0
 * @see RecordingCatalogExtension
 */
public final class RecordingCatalog implements AutoCloseable {

	private final RequestRecorder recorder = new RequestRecorder();

	private final EmbeddedDatlakeCatalog catalog;

	private RecordingCatalog(Consumer<EmbeddedDatlakeCatalog.Builder> settings) {
		EmbeddedDatlakeCatalog.Builder builder = EmbeddedDatlakeCatalog.builder();
		settings.accept(builder);
		this.catalog = builder.interceptor(this.recorder).start();
	}

	/**
	 * Start a catalog in memory, on a free port, without an API key.
	 * @return the running catalog
	 */
	public static RecordingCatalog start() {
		return start((settings) -> {
		});
	}

	/**
	 * Start a catalog with some settings.
	 * @param settings changes the settings
	 * @return the running catalog
	 * @throws IllegalStateException if the folder or the port cannot be used
	 */
	public static RecordingCatalog start(Consumer<EmbeddedDatlakeCatalog.Builder> settings) {
		return new RecordingCatalog(settings);
	}

	/**
	 * Where the catalog is reached.
	 * @return an HTTP address on the loopback interface
	 */
	public URI url() {
		return this.catalog.url();
	}

	/**
	 * The catalog itself, to look at what it holds. That is no request.
	 * @return the catalog
	 */
	public EmbeddedDatlakeCatalog catalog() {
		return this.catalog;
	}

	/**
	 * The latest run of a job with everything that belongs to it.
	 * @param jobName the name of the job
	 * @return the run
	 * @throws IllegalStateException if the job has no run
	 */
	public CatalogRunDetail latestRun(String jobName) {
		return this.catalog.latestRun(jobName);
	}

	/**
	 * The requests that came, the last 10,000 of them.
	 * @return the requests in the order they came
	 */
	public List<RecordedRequest> requests() {
		return this.recorder.requests();
	}

	/**
	 * The requests of one kind among the last 10,000.
	 * @param call which call
	 * @return the requests in the order they came
	 */
	public List<RecordedRequest> requests(CatalogCall call) {
		return requests().stream().filter((request) -> request.call() == call).toList();
	}

	/**
	 * The calls that the requests were, the last 10,000 of them.
	 * @return the calls in the order they came
	 */
	public List<CatalogCall> calls() {
		return requests().stream().map(RecordedRequest::call).toList();
	}

	/**
	 * How many requests came.
	 * @return their number, whether they are still kept or not
	 */
	public long requestCount() {
		return this.recorder.count();
	}

	/**
	 * Wait until requests came, such as events, which are sent in the background.
	 * @param call which call
	 * @param number how many at least, of those that are kept
	 * @param limit how long to wait at most
	 * @return the requests of that call
	 * @throws IllegalStateException if they do not come in time
	 */
	public List<RecordedRequest> await(CatalogCall call, int number, Duration limit) {
		Assert.isTrue(number > 0 && number <= RequestRecorder.MAX_KEPT,
				() -> "number must be from 1 to " + RequestRecorder.MAX_KEPT + ", was " + number);
		try {
			boolean came = this.recorder.await((request) -> request.call() == call, number, limit);
			Assert.state(came, () -> "Only %d of %d requests %s came to %s within %s: %s"
				.formatted(requests(call).size(), number, call, this.catalog, limit, calls()));
			return requests(call);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for " + call, ex);
		}
	}

	/**
	 * Let requests go wrong from now on. If more than one fault concerns a request, the
	 * first that was injected hits.
	 * @param fault what goes wrong
	 * @return this catalog
	 */
	public RecordingCatalog inject(CatalogFault fault) {
		this.recorder.inject(fault);
		return this;
	}

	/**
	 * Let nothing go wrong any more.
	 * @return this catalog
	 */
	public RecordingCatalog heal() {
		this.recorder.heal();
		reconnect();
		return this;
	}

	/**
	 * Forget the requests that came. What they changed stays.
	 * @return this catalog
	 */
	public RecordingCatalog forget() {
		this.recorder.forget();
		return this;
	}

	/**
	 * Refuse connections, as if the catalog were down, until {@link #reconnect()}.
	 * Requests that are under way are answered within 2 seconds, or cut.
	 * @return this catalog
	 */
	public RecordingCatalog disconnect() {
		this.catalog.disconnect();
		return this;
	}

	/**
	 * Take connections again, at the same address.
	 * @return this catalog
	 */
	public RecordingCatalog reconnect() {
		this.catalog.reconnect();
		return this;
	}

	@Override
	public void close() {
		this.catalog.close();
	}

	@Override
	public String toString() {
		return "RecordingCatalog[" + url() + ", " + requestCount() + " requests]";
	}

}
