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

import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

import org.jspecify.annotations.Nullable;

/**
 * {@link X509ExtendedKeyManager} that can be told to show another certificate from now
 * on. A handshake that an update falls into may fail, as it does when the server's
 * certificate changes; it is then made again with the next attempt.
 */
final class ReloadableKeyManager extends X509ExtendedKeyManager {

	private volatile @Nullable X509ExtendedKeyManager delegate;

	ReloadableKeyManager(KeyManager[] managers) {
		this.delegate = find(managers);
	}

	void use(KeyManager[] managers) {
		this.delegate = find(managers);
	}

	private static @Nullable X509ExtendedKeyManager find(KeyManager[] managers) {
		return Arrays.stream(managers)
			.filter(X509ExtendedKeyManager.class::isInstance)
			.map(X509ExtendedKeyManager.class::cast)
			.findFirst()
			.orElse(null);
	}

	/**
	 * A factory of nothing but this manager.
	 */
	KeyManagerFactory factory() {
		return new Factory(new FactorySpi(this));
	}

	@Override
	public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
		X509ExtendedKeyManager manager = this.delegate;
		return (manager != null) ? manager.getClientAliases(keyType, issuers) : null;
	}

	@Override
	public @Nullable String chooseClientAlias(String[] keyType, Principal @Nullable [] issuers,
			@Nullable Socket socket) {
		X509ExtendedKeyManager manager = this.delegate;
		return (manager != null) ? manager.chooseClientAlias(keyType, issuers, socket) : null;
	}

	@Override
	public @Nullable String chooseEngineClientAlias(String[] keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		X509ExtendedKeyManager manager = this.delegate;
		return (manager != null) ? manager.chooseEngineClientAlias(keyType, issuers, engine) : null;
	}

	@Override
	public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
		X509ExtendedKeyManager manager = this.delegate;
		return (manager != null) ? manager.getServerAliases(keyType, issuers) : null;
	}

	@Override
	public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
		X509ExtendedKeyManager manager = this.delegate;
		return (manager != null) ? manager.chooseServerAlias(keyType, issuers, socket) : null;
	}

	@Override
	public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers,
			@Nullable SSLEngine engine) {
		X509ExtendedKeyManager manager = this.delegate;
		return (manager != null) ? manager.chooseEngineServerAlias(keyType, issuers, engine) : null;
	}

	@Override
	public X509Certificate @Nullable [] getCertificateChain(String alias) {
		X509ExtendedKeyManager manager = this.delegate;
		return (manager != null) ? manager.getCertificateChain(alias) : null;
	}

	@Override
	public @Nullable PrivateKey getPrivateKey(String alias) {
		X509ExtendedKeyManager manager = this.delegate;
		return (manager != null) ? manager.getPrivateKey(alias) : null;
	}

	/**
	 * {@link KeyManagerFactory} whose constructor can be called.
	 */
	private static final class Factory extends KeyManagerFactory {

		private Factory(FactorySpi spi) {
			super(spi, null, "X.509");
		}

	}

	/**
	 * {@link KeyManagerFactorySpi} of one manager.
	 */
	private static final class FactorySpi extends KeyManagerFactorySpi {

		private final KeyManager manager;

		private FactorySpi(KeyManager manager) {
			this.manager = manager;
		}

		@Override
		protected void engineInit(@Nullable KeyStore keyStore, char @Nullable [] password) {
			// The keys are those of the bundle.
		}

		@Override
		protected void engineInit(@Nullable ManagerFactoryParameters parameters) {
			// The keys are those of the bundle.
		}

		@Override
		protected KeyManager[] engineGetKeyManagers() {
			return new KeyManager[] { this.manager };
		}

	}

}
