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

package io.datawarehouse.embedded.fila;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Fila broker in the process: producers and consumers reach it by gRPC as they
 * would any other, and what it has stored survives a crash if it has a data folder.
 * <p>
 * Queues may have {@code on_enqueue} and {@code on_failure} scripts in Lua 5.4. They need
 * {@code party.iroiro.luajava:lua54} and {@code party.iroiro.luajava:lua54-platform}
 * (classifier {@code natives-desktop}) on the class path, which are optional; without
 * them, the creation of such a queue is refused. As with the broker, scripts see nothing
 * but their message and {@code fila.get}, may run for about 10 ms in 1 MB, and when one
 * fails, its message is treated as if there were no script. In their place,
 * {@link OnEnqueue} and {@link OnFailure} decide in Java.
 *
 * @since 1.0.0
 */
public final class EmbeddedFilaBroker implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedFilaBroker.class);

	private static final int THREADS = 4;

	private static final int LARGEST_INBOUND = 64 * 1024 * 1024;

	private static final long TICK_MILLIS = 20;

	private static final long STOP_SECONDS = 2;

	private final FilaStore store;

	private final BrokerCore core;

	private final ThreadPoolExecutor executor;

	private final ThreadPoolExecutor hookExecutor;

	private final Hooks hooks;

	private final ScheduledExecutorService ticker;

	private final Server server;

	private final String host;

	private final int port;

	private final AtomicBoolean closed = new AtomicBoolean();

	private EmbeddedFilaBroker(Builder builder) {
		QuietDisconnects.install();
		this.host = builder.host;
		this.executor = executor("fila-broker-");
		this.hookExecutor = executor("fila-hooks-");
		this.hooks = new Hooks(this.hookExecutor, builder.scriptLimits);
		this.ticker = new ScheduledThreadPoolExecutor(1, threads("fila-clock-"));
		this.store = FilaStore.open(builder.storeFile());
		try {
			Throttles throttles = new Throttles(System::nanoTime);
			this.core = new BrokerCore(this.store, throttles, this.hooks, this.executor, System::currentTimeMillis);
			builder.enqueueHooks.forEach(this.hooks::onEnqueue);
			builder.failureHooks.forEach(this.hooks::onFailure);
			BrokerAdmin admin = new BrokerAdmin(this.core, this.store, throttles);
			ApiKeys keys = new ApiKeys(this.store, System::currentTimeMillis, builder.superadminKey);
			new Recovery(this.core, this.store.tables(), admin::configured, builder.releaseLeasesOnStart).run();
			this.store.start();
			this.server = server(builder, admin, keys);
			this.server.start();
			this.port = this.server.getPort();
		}
		catch (IOException | RuntimeException ex) {
			stop();
			throw (ex instanceof RuntimeException failure) ? failure
					: new UncheckedIOException("The Fila broker cannot listen on " + this.host + ":" + builder.port
							+ ". Choose another port, or 0 for any that is free.", (IOException) ex);
		}
		this.ticker.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
	}

	private Server server(Builder builder, BrokerAdmin admin, ApiKeys keys) {
		return NettyServerBuilder.forAddress(new InetSocketAddress(this.host, builder.port), builder.credentials())
			.directExecutor()
			.maxInboundMessageSize(LARGEST_INBOUND)
			.permitKeepAliveTime(5, TimeUnit.SECONDS)
			.permitKeepAliveWithoutCalls(true)
			.intercept(new CallInterceptor(keys))
			.addService(new FilaServiceEndpoint(this.core))
			.addService(new FilaAdminEndpoint(admin, keys, this.hookExecutor))
			.build();
	}

	private static ThreadPoolExecutor executor(String prefix) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), threads(prefix), new ThreadPoolExecutor.DiscardPolicy());
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

	private static ThreadFactory threads(String prefix) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, prefix + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	private void tick() {
		try {
			this.core.tick();
		}
		catch (RuntimeException ex) {
			logger.warn("The clock of the Fila broker failed once", ex);
		}
	}

	/**
	 * Start to build a broker.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Where the broker listens.
	 * @return the address as {@code host:port}
	 */
	public String address() {
		return ((this.host.indexOf(':') >= 0) ? "[" + this.host + "]" : this.host) + ":" + port();
	}

	/**
	 * The port on which the broker listens.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Set what decides about messages that are stored in a queue, in place of its
	 * {@code on_enqueue} script, if it has any. Not kept when the broker is started
	 * again.
	 * @param queue the queue
	 * @param hook the hook
	 */
	public void onEnqueue(String queue, OnEnqueue hook) {
		this.hooks.onEnqueue(queue, hook);
	}

	/**
	 * Set what decides about messages of a queue that are nacked, in place of its
	 * {@code on_failure} script, if it has any. Not kept when the broker is started
	 * again.
	 * @param queue the queue
	 * @param hook the hook
	 */
	public void onFailure(String queue, OnFailure hook) {
		this.hooks.onFailure(queue, hook);
	}

	/**
	 * Look at messages that wait in a queue. They stay where they are and nobody's lease
	 * changes.
	 * @param queue the queue
	 * @param count how many at most
	 * @param maxPayload how many bytes of each payload at most
	 * @return the messages of one fairness key after the other, none if there is no such
	 * queue
	 */
	public List<BrowsedMessage> browse(String queue, int count, int maxPayload) {
		if (count < 1 || maxPayload < 0) {
			throw new IllegalArgumentException("The count must be positive and the payload not negative, but were "
					+ count + " and " + maxPayload);
		}
		return this.core.browse(queue, count, maxPayload);
	}

	/**
	 * Tell how many messages came to and went from a queue since the broker was started.
	 * @param queue the queue
	 * @return the numbers, zero if there is no such queue
	 */
	public QueueTraffic traffic(String queue) {
		FilaQueue found = this.core.queues().get(queue);
		return (found != null) ? found.traffic() : new QueueTraffic(0, 0, 0);
	}

	/**
	 * Stop at once. Calls in progress fail, what was answered is stored.
	 */
	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		this.server.shutdownNow();
		try {
			this.server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		stop();
	}

	private void stop() {
		this.ticker.shutdownNow();
		this.store.close();
		this.executor.shutdownNow();
		this.hooks.close();
		this.hookExecutor.shutdownNow();
	}

	/**
	 * Describe the broker by its address.
	 */
	@Override
	public String toString() {
		return "EmbeddedFilaBroker[" + address() + "]";
	}

	/**
	 * Builder of {@link EmbeddedFilaBroker}.
	 */
	public static final class Builder {

		private @Nullable Path dataDir;

		private String host = "127.0.0.1";

		private int port;

		private @Nullable String superadminKey;

		private @Nullable String certificate;

		private @Nullable String privateKey;

		private @Nullable String clientCa;

		private boolean releaseLeasesOnStart;

		private FilaScriptLimits scriptLimits = FilaScriptLimits.defaults();

		private final Map<String, OnEnqueue> enqueueHooks = new LinkedHashMap<>();

		private final Map<String, OnFailure> failureHooks = new LinkedHashMap<>();

		private Builder() {
		}

		/**
		 * Keep the data in a folder, which is created if it is missing. Only one broker
		 * may use it at a time.
		 * @param dataDir the folder
		 * @return this builder
		 */
		public Builder dataDir(Path dataDir) {
			this.dataDir = dataDir;
			return this;
		}

		/**
		 * Keep the data in memory, which is the default.
		 * @return this builder
		 */
		public Builder inMemory() {
			this.dataDir = null;
			return this;
		}

		/**
		 * Set the address on which to listen.
		 * @param host a name or address of this machine, by default {@code 127.0.0.1}
		 * @return this builder
		 */
		public Builder host(String host) {
			this.host = host;
			return this;
		}

		/**
		 * Set the port on which to listen.
		 * @param port the port, 0 for any that is free, which is the default
		 * @return this builder
		 */
		public Builder port(int port) {
			if (port < 0 || port > 65_535) {
				throw new IllegalArgumentException("The port must be from 0 to 65535, but was " + port);
			}
			this.port = port;
			return this;
		}

		/**
		 * Ask every caller for an API key, and accept this one for everything. Others are
		 * created by it.
		 * @param superadminKey the key, or {@code null} to ask for none
		 * @return this builder
		 */
		public Builder superadminKey(@Nullable String superadminKey) {
			if (superadminKey != null && superadminKey.isEmpty()) {
				throw new IllegalArgumentException("The superadmin key must not be empty: leave it out for none");
			}
			this.superadminKey = superadminKey;
			return this;
		}

		/**
		 * Speak TLS only.
		 * @param certificate the chain of certificates of the broker as PEM text
		 * @param privateKey its private key as PKCS#8 PEM text
		 * @return this builder
		 */
		public Builder tls(String certificate, String privateKey) {
			this.certificate = certificate;
			this.privateKey = privateKey;
			return this;
		}

		/**
		 * Ask every caller for a certificate of this authority (mutual TLS). Needs
		 * {@link #tls(String, String)}.
		 * @param pem the certificates as PEM text
		 * @return this builder
		 */
		public Builder clientCa(@Nullable String pem) {
			this.clientCa = pem;
			return this;
		}

		/**
		 * Set whether messages that were leased when the broker ended are delivered again
		 * at once, with an attempt count one higher, as if their leases had expired.
		 * Right when all consumers live in the process of the broker. By default their
		 * leases go on and consumers that have outlived the broker may still ack them.
		 * @param releaseLeasesOnStart whether to release the leases
		 * @return this builder
		 */
		public Builder releaseLeasesOnStart(boolean releaseLeasesOnStart) {
			this.releaseLeasesOnStart = releaseLeasesOnStart;
			return this;
		}

		/**
		 * Set what the Lua scripts of queues may use for one message.
		 * @param scriptLimits the limits
		 * @return this builder
		 */
		public Builder scriptLimits(FilaScriptLimits scriptLimits) {
			this.scriptLimits = scriptLimits;
			return this;
		}

		/**
		 * Set what decides about messages that are stored in a queue, in place of an
		 * {@code on_enqueue} script.
		 * @param queue the queue
		 * @param hook the hook
		 * @return this builder
		 */
		public Builder onEnqueue(String queue, OnEnqueue hook) {
			this.enqueueHooks.put(queue, hook);
			return this;
		}

		/**
		 * Set what decides about messages of a queue that are nacked, in place of an
		 * {@code on_failure} script.
		 * @param queue the queue
		 * @param hook the hook
		 * @return this builder
		 */
		public Builder onFailure(String queue, OnFailure hook) {
			this.failureHooks.put(queue, hook);
			return this;
		}

		/**
		 * Start the broker.
		 * @return the running broker, to be closed by the caller
		 * @throws IllegalStateException if another broker uses the data folder
		 * @throws UncheckedIOException if the port is in use or the folder cannot be made
		 */
		public EmbeddedFilaBroker start() {
			if (this.clientCa != null && this.certificate == null) {
				throw new IllegalArgumentException("A client CA needs TLS: set the certificate and key of the broker");
			}
			return new EmbeddedFilaBroker(this);
		}

		private @Nullable Path storeFile() {
			if (this.dataDir == null) {
				return null;
			}
			try {
				return Files.createDirectories(this.dataDir).resolve("fila.mv.db");
			}
			catch (IOException ex) {
				throw new UncheckedIOException("The data folder " + this.dataDir + " of the Fila broker cannot be made",
						ex);
			}
		}

		private ServerCredentials credentials() {
			if (this.certificate == null || this.privateKey == null) {
				return InsecureServerCredentials.create();
			}
			TlsServerCredentials.Builder credentials = TlsServerCredentials.newBuilder();
			try {
				credentials.keyManager(stream(this.certificate), stream(this.privateKey));
				if (this.clientCa != null) {
					credentials.trustManager(stream(this.clientCa)).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException("The PEM text of the TLS settings cannot be read", ex);
			}
			return credentials.build();
		}

		private static InputStream stream(String pem) {
			return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
		}

	}

}
