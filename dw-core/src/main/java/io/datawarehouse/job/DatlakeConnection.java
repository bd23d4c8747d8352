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

package io.datawarehouse.job;

import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/**
 * The {@link RestClient} of a catalog's client. The first call makes it: it loads many
 * classes, and the certificates that it trusts.
 */
final class DatlakeConnection implements AutoCloseable {

	private static final int HTTP_THREADS = 4;

	private final Settings settings;

	// A monitor would pin a virtual thread before Java 24.
	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable RestClient restClient;

	private @Nullable HttpClient httpClient;

	private volatile boolean closed;

	DatlakeConnection(Settings settings) {
		this.settings = settings;
	}

	/**
	 * Return what to call with.
	 * @throws ResourceAccessException if the client was closed
	 */
	RestClient restClient() {
		if (this.closed) {
			throw closed();
		}
		RestClient made = this.restClient;
		return (made != null) ? made : make();
	}

	/**
	 * Like a server that is gone: nothing was sent.
	 */
	private static ResourceAccessException closed() {
		return new ResourceAccessException("Closed", new ConnectException("The client was closed"));
	}

	private RestClient make() {
		this.lock.lock();
		try {
			RestClient made = this.restClient;
			if (made == null) {
				if (this.closed) {
					throw closed();
				}
				made = restClientBuilder().requestFactory(requestFactory()).build();
				this.restClient = made;
			}
			return made;
		}
		finally {
			this.lock.unlock();
		}
	}

	private RestClient.Builder restClientBuilder() {
		RestClient.Builder given = this.settings.restClientBuilder().get();
		return (given != null) ? given.clone()
				: RestClient.builder().observationRegistry(this.settings.observationRegistry());
	}

	private ClientHttpRequestFactory requestFactory() {
		ClientHttpRequestFactory given = this.settings.requestFactory();
		if (given != null) {
			return given;
		}
		this.httpClient = httpClient();
		return new DatlakeRequests(this.httpClient, this.settings.readTimeout());
	}

	private HttpClient httpClient() {
		// Over plain HTTP the JDK would ask for an upgrade to HTTP/2 on every new
		// connection, which Python's servers answer with a warning. Few calls at a time
		// gain nothing by it over TLS either.
		HttpClient.Builder builder = HttpClient.newBuilder()
			.connectTimeout(this.settings.connectTimeout())
			.version(HttpClient.Version.HTTP_1_1)
			.executor(httpThreads());
		this.settings.httpClientCustomizer().accept(builder);
		return builder.followRedirects(HttpClient.Redirect.NEVER).build();
	}

	/**
	 * The threads that take the answers. They never wait, so a few will do, while the
	 * JDK's own pool grows with the number of calls and keeps its threads for a minute.
	 */
	private static ThreadPoolExecutor httpThreads() {
		CustomizableThreadFactory threads = new CustomizableThreadFactory("dw-datlake-http-");
		threads.setDaemon(true);
		ThreadPoolExecutor executor = new ThreadPoolExecutor(HTTP_THREADS, HTTP_THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads);
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	/**
	 * Close the HTTP client where that is possible: from Java 21 on. Before, its thread
	 * ends once nothing refers to it. Calls that are under way fail: to wait for them
	 * could take as long as the catalog likes.
	 */
	@Override
	public void close() {
		if (take() instanceof AutoCloseable closeable) {
			try {
				shutdownNow(closeable);
				closeable.close();
			}
			catch (Exception ex) {
				LoggerFactory.getLogger(DatlakeClient.class).debug("HTTP client did not close", ex);
			}
		}
	}

	private static void shutdownNow(Object httpClient) {
		Method method = ReflectionUtils.findMethod(HttpClient.class, "shutdownNow");
		if (method != null) {
			ReflectionUtils.invokeMethod(method, httpClient);
		}
	}

	/**
	 * Outside the lock, for a client that closes waits for its threads.
	 */
	private @Nullable Object take() {
		this.lock.lock();
		try {
			Object made = this.httpClient;
			this.httpClient = null;
			this.closed = true;
			return made;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * How to connect.
	 *
	 * @param restClientBuilder gives what to build on, or {@code null} to build on
	 * nothing
	 * @param requestFactory makes the requests, or {@code null} for the JDK's HTTP client
	 * @param httpClientCustomizer changes that client
	 * @param connectTimeout how long to wait for a connection
	 * @param readTimeout how long to wait for an answer
	 * @param observationRegistry where requests are observed that build on nothing
	 */
	record Settings(Supplier<RestClient.@Nullable Builder> restClientBuilder,
			@Nullable ClientHttpRequestFactory requestFactory, Consumer<HttpClient.Builder> httpClientCustomizer,
			Duration connectTimeout, Duration readTimeout, ObservationRegistry observationRegistry) {

	}

}
