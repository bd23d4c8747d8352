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

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * {@link AwsV4AuthScheme} that decides by itself whether payloads are signed, and whether
 * the path is encoded once more for the signature. The SDK leaves them unsigned over TLS
 * only; to leave them unsigned elsewhere, requests are signed as if they went over TLS,
 * which is not part of what is signed.
 */
final class PayloadSigningAuthScheme implements AwsV4AuthScheme {

	private static final int HTTP_PORT = 80;

	private static final int HTTPS_PORT = 443;

	private final AwsV4AuthScheme delegate = AwsV4AuthScheme.create();

	private final AwsV4HttpSigner signer;

	/**
	 * Create a scheme.
	 * @param signPayloads whether payloads are signed, or {@code null} to leave it to the
	 * SDK
	 * @param doubleUrlEncode whether the path is encoded once more
	 */
	PayloadSigningAuthScheme(@Nullable Boolean signPayloads, boolean doubleUrlEncode) {
		this.signer = new Signer(this.delegate.signer(), signPayloads, doubleUrlEncode);
	}

	@Override
	public String schemeId() {
		return this.delegate.schemeId();
	}

	@Override
	public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
		return this.delegate.identityProvider(providers);
	}

	@Override
	public AwsV4HttpSigner signer() {
		return this.signer;
	}

	/**
	 * {@link AwsV4HttpSigner} that signs as it was told.
	 */
	private record Signer(AwsV4HttpSigner delegate, @Nullable Boolean signPayloads,
			boolean doubleUrlEncode) implements AwsV4HttpSigner {

		@Override
		public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
			SdkHttpRequest original = request.request();
			SignedRequest signed = this.delegate.sign(prepare(request));
			return signed.toBuilder().request(restore(signed.request(), original)).build();
		}

		@Override
		public CompletableFuture<AsyncSignedRequest> signAsync(
				AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
			throw new UnsupportedOperationException("This scheme is for the blocking client");
		}

		private SignRequest<? extends AwsCredentialsIdentity> prepare(
				SignRequest<? extends AwsCredentialsIdentity> request) {
			Boolean sign = this.signPayloads;
			return request.copy((copy) -> {
				if (sign != null) {
					copy.request(sign ? request.request() : overTls(request.request()))
						.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, sign);
				}
				if (this.doubleUrlEncode) {
					copy.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, true);
				}
			});
		}

		/**
		 * The Host header is signed, and tells the port unless it is the scheme's own.
		 */
		private static SdkHttpRequest overTls(SdkHttpRequest request) {
			if (!request.protocol().equals("http") || request.port() == HTTPS_PORT) {
				return request;
			}
			int port = (request.port() == HTTP_PORT) ? HTTPS_PORT : request.port();
			return request.toBuilder().protocol("https").port(port).build();
		}

		private static SdkHttpRequest restore(SdkHttpRequest signed, SdkHttpRequest original) {
			return signed.toBuilder().protocol(original.protocol()).port(original.port()).build();
		}

	}

}
