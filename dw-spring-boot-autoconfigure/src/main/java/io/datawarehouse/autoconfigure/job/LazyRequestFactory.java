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

package io.datawarehouse.autoconfigure.job;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * {@link ClientHttpRequestFactory} that is made for the first request: the JDK's HTTP
 * client starts a thread and loads the certificates that it trusts when it is made.
 */
class LazyRequestFactory implements ClientHttpRequestFactory {

	private final Supplier<? extends ClientHttpRequestFactory> supplier;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable ClientHttpRequestFactory delegate;

	LazyRequestFactory(Supplier<? extends ClientHttpRequestFactory> supplier) {
		this.supplier = supplier;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod httpMethod) throws IOException {
		return delegate().createRequest(uri, httpMethod);
	}

	private ClientHttpRequestFactory delegate() {
		ClientHttpRequestFactory delegate = this.delegate;
		return (delegate != null) ? delegate : create();
	}

	private ClientHttpRequestFactory create() {
		this.lock.lock();
		try {
			ClientHttpRequestFactory delegate = this.delegate;
			if (delegate == null) {
				delegate = this.supplier.get();
				this.delegate = delegate;
			}
			return delegate;
		}
		finally {
			this.lock.unlock();
		}
	}

}
