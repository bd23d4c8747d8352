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
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import javax.net.ssl.SSLSocket;

import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * TLS that is set up for the first connection that needs it: the certificates that the
 * JDK trusts would be loaded for nothing where the store is reached over plain HTTP.
 */
final class LazyTls implements TlsSocketStrategy {

	private final Supplier<TlsSocketStrategy> supplier;

	private final ReentrantLock lock = new ReentrantLock();

	private volatile @Nullable TlsSocketStrategy strategy;

	LazyTls(Supplier<TlsSocketStrategy> supplier) {
		this.supplier = supplier;
	}

	@Override
	public SSLSocket upgrade(Socket socket, String target, int port, @Nullable Object attachment, HttpContext context)
			throws IOException {
		return strategy().upgrade(socket, target, port, attachment, context);
	}

	private TlsSocketStrategy strategy() {
		TlsSocketStrategy strategy = this.strategy;
		return (strategy != null) ? strategy : create();
	}

	private TlsSocketStrategy create() {
		this.lock.lock();
		try {
			TlsSocketStrategy strategy = this.strategy;
			if (strategy == null) {
				strategy = this.supplier.get();
				this.strategy = strategy;
			}
			return strategy;
		}
		finally {
			this.lock.unlock();
		}
	}

}
