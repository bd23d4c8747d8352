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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates made by the keytool of the JDK: an authority {@code ca}, a {@code server}
 * and a {@code client} signed by it, and another authority {@code stranger}.
 */
final class TestCertificates {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private final KeyStore keys;

	private TestCertificates(KeyStore keys) {
		this.keys = keys;
	}

	static TestCertificates create(Path folder) throws Exception {
		Path file = folder.resolve("keys.p12");
		generate(file, "ca", "-ext", "bc:c=ca:true");
		generate(file, "stranger", "-ext", "bc:c=ca:true");
		generate(file, "server", "-signer", "ca", "-ext", "san=ip:127.0.0.1,dns:localhost");
		generate(file, "client", "-signer", "ca");
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			keys.load(input, PASSWORD);
		}
		return new TestCertificates(keys);
	}

	private static void generate(Path file, String alias, String... more) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
						alias, "-dname", "CN=" + alias, "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2",
						"-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
		command.addAll(List.of(more));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
			throw new IOException("keytool failed: " + output);
		}
	}

	/**
	 * The certificate itself as PEM text.
	 */
	String certificate(String alias) throws GeneralSecurityException {
		return pem("CERTIFICATE", this.keys.getCertificate(alias).getEncoded());
	}

	/**
	 * The certificate with those that signed it as PEM text.
	 */
	String chain(String alias) throws GeneralSecurityException {
		StringBuilder chain = new StringBuilder();
		for (Certificate certificate : this.keys.getCertificateChain(alias)) {
			chain.append(pem("CERTIFICATE", certificate.getEncoded()));
		}
		return chain.toString();
	}

	String key(String alias) throws GeneralSecurityException {
		return pem("PRIVATE KEY", this.keys.getKey(alias, PASSWORD).getEncoded());
	}

	KeyManager[] keyManagers(String alias) throws GeneralSecurityException, IOException {
		KeyStore own = KeyStore.getInstance("PKCS12");
		own.load(null, null);
		own.setKeyEntry(alias, this.keys.getKey(alias, PASSWORD), PASSWORD, this.keys.getCertificateChain(alias));
		KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		factory.init(own, PASSWORD);
		return factory.getKeyManagers();
	}

	TrustManager[] trustManagers(String alias) throws GeneralSecurityException, IOException {
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry(alias, this.keys.getCertificate(alias));
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(trusted);
		return factory.getTrustManagers();
	}

	private static String pem(String type, byte[] encoded) {
		return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded)
				+ "\n-----END " + type + "-----\n";
	}

}
