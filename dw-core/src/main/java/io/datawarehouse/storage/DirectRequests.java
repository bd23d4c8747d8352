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

import java.time.Clock;
import java.util.SortedMap;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.util.SdkUserAgent;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Makes the requests of {@link DirectS3Client}: addresses and signs them.
 */
final class DirectRequests {

	private final PooledHttpClient http;

	private final ClientSettings settings;

	private final DirectTarget target;

	private final RequestSigner signer;

	private final String userAgent;

	DirectRequests(PooledHttpClient http, ClientSettings settings, DirectTarget target) {
		this.http = http;
		this.settings = settings;
		this.target = target;
		this.signer = new RequestSigner(settings.region().id(), Clock.systemUTC());
		String suffix = settings.userAgentSuffix();
		this.userAgent = SdkUserAgent.create().userAgent() + ((suffix != null) ? " " + suffix : "");
	}

	/**
	 * Make a request.
	 * @param plain what it tells; is given the headers that every request has
	 * @param body its body, or {@code null} if it has none
	 * @return the request, to be sent, or {@code null} if nobody can sign it
	 */
	@Nullable DirectCall call(String method, String bucket, String key, PlainRequest plain, @Nullable HttpEntity body) {
		AwsCredentials credentials;
		try {
			credentials = this.settings.credentials().resolveCredentials();
		}
		catch (SdkClientException ex) {
			// The SDK says it better.
			return null;
		}
		if (credentials.accessKeyId() == null || credentials.secretAccessKey() == null) {
			return null;
		}
		String path = "/" + bucket + "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
		String query = plain.query();
		SortedMap<String, String> headers = plain.headers();
		headers.put("Host", this.target.hostHeader());
		this.signer.sign(method, path, query, headers, credentials);
		headers.put("User-Agent", this.userAgent);
		HttpUriRequestBase request = this.target.request(method,
				(plain.target().isEmpty()) ? path : path + "?" + plain.target(), headers, body);
		// All that is posted is about uploads, and answered by a little XML.
		boolean small = method.equals("POST");
		boolean part = plain.hasQuery() && !small;
		return new DirectCall(this.http, this.http.exchange(this.target.host(), request, part), this.settings, small);
	}

}
