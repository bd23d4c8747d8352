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

import java.net.URI;
import java.util.Map;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Where a store is, as requests tell it.
 *
 * @param root the root of the store
 * @param host the host and the port
 * @param hostHeader both as a header
 */
record DirectTarget(URI root, HttpHost host, String hostHeader) {

	static DirectTarget of(URI endpoint) {
		boolean secure = "https".equals(endpoint.getScheme());
		int port = (endpoint.getPort() >= 0) ? endpoint.getPort() : (secure ? 443 : 80);
		boolean standard = SdkHttpUtils.isUsingStandardPort(endpoint.getScheme(), port);
		String header = standard ? endpoint.getHost() : endpoint.getHost() + ":" + port;
		return new DirectTarget(URI.create(endpoint.getScheme() + "://" + header + "/"),
				new HttpHost(endpoint.getScheme(), endpoint.getHost(), port), header);
	}

	/**
	 * Whether an endpoint is just a host, and one that needs no second look.
	 */
	static boolean isPlain(URI endpoint) {
		String path = endpoint.getRawPath();
		boolean root = path == null || path.isEmpty() || path.equals("/");
		boolean http = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
		return root && http && endpoint.getHost() != null && endpoint.getHost().indexOf(':') < 0
				&& endpoint.getRawQuery() == null && endpoint.getRawUserInfo() == null;
	}

	HttpUriRequestBase request(String method, String path, Map<String, String> headers, @Nullable HttpEntity body) {
		HttpUriRequestBase request = new HttpUriRequestBase(method, this.root);
		request.setPath(path);
		headers.forEach(request::addHeader);
		if (body != null) {
			request.setEntity(body);
		}
		return request;
	}

}
