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
package io.datawarehouse.autoconfigure;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * {@link SslBundle} that follows the updates of a registered one, for clients that take
 * its managers once and then connect for as long as the application runs. Connections
 * that stand are left alone.
 */
final class ReloadableSslBundle implements SslBundle {

	private static final Log logger = LogFactory.getLog(ReloadableSslBundle.class);

	private static final Map<SslBundles, Map<String, ReloadableSslBundle>> INSTANCES = new WeakHashMap<>();

	private final String name;

	private final ReloadableKeyManager keyManager;

	private final ReloadableTrustManager trustManager;

	private final SslManagerBundle managers = new Managers();

	private final Set<SSLContext> contexts = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	private volatile SslBundle current;

	private ReloadableSslBundle(String name, SslBundle bundle) {
		this.name = name;
		this.current = bundle;
		this.keyManager = new ReloadableKeyManager(bundle.getManagers().getKeyManagers());
		this.trustManager = new ReloadableTrustManager(bundle.getManagers().getTrustManagers());
	}

	/**
	 * Return the one that follows a bundle. All clients that name it share it, so that an
	 * update is loaded, and told of, once.
	 */
	static ReloadableSslBundle of(SslBundles bundles, String name) {
		synchronized (INSTANCES) {
			return INSTANCES.computeIfAbsent(bundles, (key) -> new HashMap<>())
				.computeIfAbsent(name, (key) -> follow(bundles, name));
		}
	}

	private static ReloadableSslBundle follow(SslBundles bundles, String name) {
		SslBundle bundle = bundles.getBundle(name);
		ReloadableSslBundle reloadable = new ReloadableSslBundle(name, bundle);
		bundles.addBundleUpdateHandler(name, reloadable::update);
		SslBundle registered = bundles.getBundle(name);
		if (registered != bundle) {
			reloadable.update(registered);
		}
		return reloadable;
	}

	private synchronized void update(SslBundle bundle) {
		try {
			KeyManager[] keyManagers = bundle.getManagers().getKeyManagers();
			TrustManager[] trustManagers = bundle.getManagers().getTrustManagers();
			this.trustManager.use(trustManagers);
			this.keyManager.use(keyManagers);
		}
		catch (RuntimeException ex) {
			logger.error("SSL bundle '" + this.name + "' was updated but cannot be used. The one before stays in use.",
					ex);
			return;
		}
		this.current = bundle;
		// A connection that resumed a session would not ask for certificates again.
		List.copyOf(this.contexts).forEach(ReloadableSslBundle::forgetSessions);
		logger.info("SSL bundle '" + this.name + "' was updated. New connections use it.");
	}

	private static void forgetSessions(SSLContext context) {
		SSLSessionContext sessions = context.getClientSessionContext();
		for (byte[] id : Collections.list(sessions.getIds())) {
			SSLSession session = sessions.getSession(id);
			if (session != null) {
				session.invalidate();
			}
		}
	}

	@Override
	public SslStoreBundle getStores() {
		return this.current.getStores();
	}

	@Override
	public SslBundleKey getKey() {
		return this.current.getKey();
	}

	@Override
	public SslOptions getOptions() {
		return this.current.getOptions();
	}

	@Override
	public String getProtocol() {
		return this.current.getProtocol();
	}

	@Override
	public SslManagerBundle getManagers() {
		return this.managers;
	}

	/**
	 * Without anything of the stores.
	 */
	@Override
	public String toString() {
		return "SSL bundle '" + this.name + "'";
	}

	/**
	 * Managers that stay the same while what they know changes.
	 */
	private final class Managers implements SslManagerBundle {

		@Override
		public KeyManager[] getKeyManagers() {
			return new KeyManager[] { ReloadableSslBundle.this.keyManager };
		}

		@Override
		public KeyManagerFactory getKeyManagerFactory() {
			return ReloadableSslBundle.this.keyManager.factory();
		}

		@Override
		public TrustManager[] getTrustManagers() {
			return new TrustManager[] { ReloadableSslBundle.this.trustManager };
		}

		@Override
		public TrustManagerFactory getTrustManagerFactory() {
			return SslManagerBundle.from(ReloadableSslBundle.this.trustManager).getTrustManagerFactory();
		}

		@Override
		public SSLContext createSslContext(@Nullable String protocol) {
			SSLContext context = SslManagerBundle.super.createSslContext(protocol);
			ReloadableSslBundle.this.contexts.add(context);
			return context;
		}

	}

}
