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

package io.datawarehouse.benchmarks.storage.peer;

import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signs a request over http as one over https: without the hash of its payload, which the
 * SDK insists on otherwise.
 */
final class UnsignedPayloadAuthScheme implements AwsV4AuthScheme {

	private final AwsV4AuthScheme delegate = AwsV4AuthScheme.create();

	private final AwsV4HttpSigner signer = new HttpsSigner(this.delegate.signer());

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

	private record HttpsSigner(AwsV4HttpSigner delegate) implements AwsV4HttpSigner {

		@Override
		public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
			SdkHttpRequest https = request.request().toBuilder().protocol("https").build();
			SignedRequest signed = this.delegate.sign(request.toBuilder().request(https).build());
			SdkHttpRequest http = signed.request().toBuilder().protocol(request.request().protocol()).build();
			return signed.toBuilder().request(http).build();
		}

		@Override
		public CompletableFuture<AsyncSignedRequest> signAsync(
				AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
			throw new UnsupportedOperationException("Only the synchronous client is tuned");
		}

	}

}
