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

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Collections;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * Looks up the SSL bundle that a client names, and refuses one that could not work before
 * anything connects.
 */
final class NamedSslBundle {

	private static final int LONGEST_MESSAGE = 300;

	private NamedSslBundle() {
	}

	static SslBundle get(@Nullable SslBundles bundles, String name, String prefix) {
		try {
			if (bundles == null) {
				throw new NoSuchSslBundleException(name, "No SSL bundles are registered");
			}
			requireKey(bundles.getBundle(name), name, prefix);
			return ReloadableSslBundle.of(bundles, name);
		}
		catch (NoSuchSslBundleException ex) {
			throw unknown(name, (bundles != null) ? bundles.getBundleNames() : List.of(), prefix, ex);
		}
		catch (InvalidDwSettingsException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new InvalidDwSettingsException(prefix,
					"the SSL bundle '" + name + "' that " + prefix + ".ssl.bundle names cannot be loaded" + reason(ex),
					"Correct the bundle '" + name + "' under spring.ssl.bundle.", ex);
		}
	}

	private static InvalidDwSettingsException unknown(String name, List<String> known, String prefix,
			NoSuchSslBundleException ex) {
		String defined = known.isEmpty() ? "" : " Defined are: " + String.join(", ", known) + ".";
		return new InvalidDwSettingsException(prefix,
				prefix + ".ssl.bundle names '" + name + "', but there is no such SSL bundle",
				"Define the bundle under spring.ssl.bundle, or correct " + prefix + ".ssl.bundle." + defined, ex);
	}

	/**
	 * A key store with nothing but certificates would make a client that shows none.
	 */
	static void requireKey(SslBundle bundle, String name, String prefix) {
		KeyStore keyStore = bundle.getStores().getKeyStore();
		if (keyStore != null && !hasKey(keyStore)) {
			throw new InvalidDwSettingsException(prefix,
					"the key store of the SSL bundle '" + name + "' that " + prefix
							+ ".ssl.bundle names has a certificate but no private key: the client could not prove "
							+ "who it is",
					"Set keystore.private-key of the bundle beside keystore.certificate. Certificates to trust belong "
							+ "to truststore.certificate.",
					null);
		}
	}

	private static boolean hasKey(KeyStore keyStore) {
		try {
			for (String alias : Collections.list(keyStore.aliases())) {
				if (keyStore.isKeyEntry(alias)) {
					return true;
				}
			}
			// PKCS #11 may show its keys only once they are asked for.
			return keyStore.size() == 0;
		}
		catch (KeyStoreException ex) {
			throw new IllegalStateException("The key store cannot be read", ex);
		}
	}

	/**
	 * What went wrong, unless it could be a key that was taken for the name of a file.
	 */
	private static String reason(Throwable failure) {
		Throwable root = failure;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		String message = root.getClass().getSimpleName() + ": " + root.getMessage();
		boolean printable = message.length() <= LONGEST_MESSAGE && message.indexOf('\n') < 0
				&& !message.contains("-----");
		return printable ? ": " + message : "";
	}

}
