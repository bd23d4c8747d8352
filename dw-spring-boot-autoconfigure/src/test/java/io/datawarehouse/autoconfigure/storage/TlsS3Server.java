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

package io.datawarehouse.autoconfigure.storage;

import java.net.URI;

import io.datawarehouse.autoconfigure.TestCertificate;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * The embedded server's S3Proxy behind TLS, with a certificate of its own that nobody
 * trusts unless told to.
 */
final class TlsS3Server implements AutoCloseable {

	static final String ACCESS_KEY = "tls-access";

	static final String SECRET_KEY = "tls-secret";

	private final S3Proxy proxy;

	private TlsS3Server(S3Proxy proxy) {
		this.proxy = proxy;
	}

	static TlsS3Server start(TestCertificate certificate) throws Exception {
		S3Proxy proxy = S3Proxy.builder()
			.blobStore(new TransientNio2BlobStore())
			.secureEndpoint(URI.create("https://127.0.0.1:0"))
			.keyStore(certificate.file().toString(), TestCertificate.PASSWORD)
			.awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET_KEY)
			.ignoreUnknownHeaders(true)
			.build();
		proxy.start();
		return new TlsS3Server(proxy);
	}

	URI endpoint() {
		return URI.create("https://127.0.0.1:" + this.proxy.getSecurePort());
	}

	@Override
	public void close() {
		try {
			this.proxy.stop();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
