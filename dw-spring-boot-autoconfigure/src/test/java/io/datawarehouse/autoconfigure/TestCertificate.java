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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * A certificate for {@code 127.0.0.1} that signed itself, and its key, made by the
 * keytool of the JDK.
 */
public final class TestCertificate {

	/**
	 * Password of the file and of the key in it.
	 */
	public static final String PASSWORD = "changeit";

	private final String name;

	private final Path file;

	private final KeyStore keys;

	private TestCertificate(String name, Path file, KeyStore keys) {
		this.name = name;
		this.file = file;
		this.keys = keys;
	}

	public static TestCertificate create(Path directory, String name) throws Exception {
		Path file = directory.resolve(name + ".p12");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC", "-groupname", "secp256r1",
				"-validity", "2", "-ext", "san=ip:127.0.0.1", "-ext", "bc:c=ca:true", "-keystore", file.toString(),
				"-storetype", "PKCS12", "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
			throw new IOException("keytool failed: " + output);
		}
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			keys.load(input, PASSWORD.toCharArray());
		}
		return new TestCertificate(name, file, keys);
	}

	/**
	 * A PKCS #12 file with the certificate and the key.
	 */
	public Path file() {
		return this.file;
	}

	/**
	 * The certificate as PEM text.
	 */
	public String pem() throws GeneralSecurityException {
		return pem("CERTIFICATE", this.keys.getCertificate(this.name).getEncoded());
	}

	/**
	 * The key as PEM text.
	 */
	public String keyPem() throws GeneralSecurityException {
		return pem("PRIVATE KEY", this.keys.getKey(this.name, PASSWORD.toCharArray()).getEncoded());
	}

	private static String pem(String type, byte[] encoded) {
		return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(encoded)
				+ "\n-----END " + type + "-----\n";
	}

	/**
	 * A bundle of one side of a connection.
	 * @param own who that side is, or {@code null}
	 * @param trusted whom it trusts, or {@code null} for nobody that a test knows
	 */
	public static SslBundle bundle(@Nullable TestCertificate own, @Nullable TestCertificate trusted) throws Exception {
		return SslBundle.of(SslStoreBundle.of((own != null) ? own.keys : null, PASSWORD,
				(trusted != null) ? trusted.trust() : null));
	}

	/**
	 * The context of a server with this certificate.
	 * @param trusted which client it trusts, or {@code null}
	 */
	public SSLContext server(@Nullable TestCertificate trusted) throws Exception {
		return bundle(this, trusted).createSslContext();
	}

	private KeyStore trust() throws GeneralSecurityException, IOException {
		KeyStore trust = KeyStore.getInstance("PKCS12");
		trust.load(null, null);
		trust.setCertificateEntry(this.name, this.keys.getCertificate(this.name));
		return trust;
	}

}
