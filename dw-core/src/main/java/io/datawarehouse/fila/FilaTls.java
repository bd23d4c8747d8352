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

package io.datawarehouse.fila;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

import io.grpc.ChannelCredentials;
import io.grpc.TlsChannelCredentials;
import org.jspecify.annotations.Nullable;

/**
 * TLS of the connection to the broker: whom to trust, and who we are if the broker asks
 * (mutual TLS). Made from PEM text, or from the managers of the JDK.
 *
 * @since 1.0.0
 */
public final class FilaTls {

	private final @Nullable String trustedCertificates;

	private final TrustManager @Nullable [] trustManagers;

	private final @Nullable String certificate;

	private final @Nullable String privateKey;

	private final KeyManager @Nullable [] keyManagers;

	private FilaTls(Builder builder) {
		this.trustedCertificates = builder.trustedCertificates;
		this.trustManagers = builder.trustManagers;
		this.certificate = builder.certificate;
		this.privateKey = builder.privateKey;
		this.keyManagers = builder.keyManagers;
	}

	/**
	 * TLS that trusts the certificate authorities of the JDK and shows no certificate.
	 * @return the settings
	 */
	public static FilaTls systemTrust() {
		return builder().build();
	}

	/**
	 * Start to build settings.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	ChannelCredentials credentials() {
		TlsChannelCredentials.Builder credentials = TlsChannelCredentials.newBuilder();
		try {
			if (this.trustedCertificates != null) {
				credentials.trustManager(stream(this.trustedCertificates));
			}
			if (this.trustManagers != null) {
				credentials.trustManager(this.trustManagers);
			}
			if (this.certificate != null && this.privateKey != null) {
				credentials.keyManager(stream(this.certificate), stream(this.privateKey));
			}
			if (this.keyManagers != null) {
				credentials.keyManager(this.keyManagers);
			}
		}
		catch (IOException ex) {
			throw new IllegalArgumentException("The PEM text of the TLS settings cannot be read", ex);
		}
		return credentials.build();
	}

	private static InputStream stream(String pem) {
		return new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Describe the settings without keys and certificates.
	 */
	@Override
	public String toString() {
		boolean ownTrust = this.trustedCertificates != null || this.trustManagers != null;
		boolean clientCertificate = this.certificate != null || this.keyManagers != null;
		return "FilaTls[trust=" + (ownTrust ? "custom" : "system") + ", clientCertificate=" + clientCertificate + "]";
	}

	/**
	 * Builder of {@link FilaTls}.
	 */
	public static final class Builder {

		private @Nullable String trustedCertificates;

		private TrustManager @Nullable [] trustManagers;

		private @Nullable String certificate;

		private @Nullable String privateKey;

		private KeyManager @Nullable [] keyManagers;

		private Builder() {
		}

		/**
		 * Trust these certificate authorities instead of those of the JDK.
		 * @param pem one or more certificates as PEM text
		 * @return this builder
		 */
		public Builder trustedCertificates(@Nullable String pem) {
			this.trustedCertificates = requirePem(pem, "CERTIFICATE-----", "trusted certificates");
			return this;
		}

		/**
		 * Trust what these managers trust.
		 * @param trustManagers the managers, such as those of an SSL bundle
		 * @return this builder
		 */
		public Builder trustManagers(TrustManager @Nullable ... trustManagers) {
			this.trustManagers = (trustManagers != null) ? trustManagers.clone() : null;
			return this;
		}

		/**
		 * Show this certificate to the broker. Needs {@link #privateKey(String)}.
		 * @param pem the chain of certificates as PEM text
		 * @return this builder
		 */
		public Builder certificate(@Nullable String pem) {
			this.certificate = requirePem(pem, "CERTIFICATE-----", "client certificate");
			return this;
		}

		/**
		 * The key of the client certificate. Needs {@link #certificate(String)}.
		 * @param pem the private key as PKCS#8 PEM text, not encrypted
		 * @return this builder
		 */
		public Builder privateKey(@Nullable String pem) {
			this.privateKey = requirePem(pem, "PRIVATE KEY-----", "private key");
			return this;
		}

		/**
		 * Show the broker a certificate of these managers.
		 * @param keyManagers the managers, such as those of an SSL bundle
		 * @return this builder
		 */
		public Builder keyManagers(KeyManager @Nullable ... keyManagers) {
			this.keyManagers = (keyManagers != null) ? keyManagers.clone() : null;
			return this;
		}

		/**
		 * Build the settings.
		 * @return new settings
		 * @throws IllegalArgumentException if there is a certificate without a key, a key
		 * without a certificate, or the same thing is set in two ways
		 */
		public FilaTls build() {
			if (this.certificate != null && this.privateKey == null) {
				throw new IllegalArgumentException("There is a client certificate but no private key: mutual TLS "
						+ "needs both, and without the key it would silently be off");
			}
			if (this.certificate == null && this.privateKey != null) {
				throw new IllegalArgumentException(
						"There is a private key but no client certificate: mutual TLS needs both");
			}
			if (this.trustedCertificates != null && this.trustManagers != null) {
				throw new IllegalArgumentException("Set either trusted certificates or trust managers, not both");
			}
			if (this.certificate != null && this.keyManagers != null) {
				throw new IllegalArgumentException("Set either a client certificate or key managers, not both");
			}
			return new FilaTls(this);
		}

		private static @Nullable String requirePem(@Nullable String pem, String marker, String what) {
			if (pem != null && !(pem.contains("-----BEGIN ") && pem.contains(marker))) {
				throw new IllegalArgumentException("The " + what + " must be PEM text with '-----BEGIN ..." + marker
						+ "', but the " + pem.length() + " characters given have none. Was a file name given?");
			}
			return pem;
		}

	}

}
