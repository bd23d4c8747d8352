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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The pool of connections. A thread that is interrupted while it waits for a connection
 * takes its request back: the pool would keep a connection for it for ever otherwise.
 */
final class HttpConnections implements HttpClientConnectionManager {

	private final PoolingHttpClientConnectionManager pool;

	HttpConnections(PoolingHttpClientConnectionManager pool) {
		this.pool = pool;
	}

	@Override
	public LeaseRequest lease(String id, HttpRoute route, Timeout requestTimeout, @Nullable Object state) {
		return new InterruptibleLease(this.pool.lease(id, route, requestTimeout, state));
	}

	@Override
	public void release(ConnectionEndpoint endpoint, @Nullable Object newState, TimeValue validDuration) {
		this.pool.release(endpoint, newState, validDuration);
	}

	@Override
	public void connect(ConnectionEndpoint endpoint, TimeValue connectTimeout, HttpContext context) throws IOException {
		this.pool.connect(endpoint, connectTimeout, context);
	}

	@Override
	public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
		this.pool.upgrade(endpoint, context);
	}

	/**
	 * How many connections are in use, for those who look for leaks.
	 */
	int leased() {
		return this.pool.getTotalStats().getLeased();
	}

	/**
	 * Close those that nobody uses: when one of them turns out to be dead, the store has
	 * most likely closed them all.
	 */
	void closeIdle() {
		this.pool.closeIdle(TimeValue.ZERO_MILLISECONDS);
	}

	@Override
	public void close(CloseMode closeMode) {
		this.pool.close(closeMode);
	}

	@Override
	public void close() {
		this.pool.close();
	}

	/**
	 * {@link LeaseRequest} that does not survive an interrupt.
	 */
	private record InterruptibleLease(LeaseRequest lease) implements LeaseRequest {

		@Override
		public ConnectionEndpoint get(Timeout timeout)
				throws InterruptedException, ExecutionException, TimeoutException {
			try {
				return this.lease.get(timeout);
			}
			catch (InterruptedException ex) {
				this.lease.cancel();
				throw ex;
			}
		}

		@Override
		public boolean cancel() {
			return this.lease.cancel();
		}

	}

}
