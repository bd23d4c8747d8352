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
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.autoconfigure.InvalidDwSettingsException;
import io.datawarehouse.autoconfigure.InvalidDwSettingsException.Problem;
import io.datawarehouse.storage.StorageDialect;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Finds what is wrong or contradictory in the settings before the client is made.
 */
final class DwStorageSettingsCheck {

	private static final String IP_ADDRESS = "\\d{1,3}(\\.\\d{1,3}){3}|\\[.*]";

	private final List<Problem> problems = new ArrayList<>();

	private final String prefix;

	private final DwStorageClientProperties properties;

	private DwStorageSettingsCheck(String prefix, DwStorageClientProperties properties) {
		this.prefix = prefix;
		this.properties = properties;
	}

	/**
	 * Check the properties alone.
	 * @param prefix what the properties begin with
	 * @param properties the properties
	 * @throws InvalidDwSettingsException if there is a problem
	 */
	static void check(String prefix, DwStorageClientProperties properties) {
		DwStorageSettingsCheck check = new DwStorageSettingsCheck(prefix, properties);
		check.checkPlaceholders();
		check.checkCredentials();
		check.checkTimeouts();
		check.checkProxy();
		check.throwProblems();
	}

	/**
	 * Check what the connection details say together with the properties.
	 * @param prefix what the properties begin with
	 * @param details the connection details
	 * @param properties the properties
	 * @throws InvalidDwSettingsException if there is a problem
	 */
	static void check(String prefix, DwStorageConnectionDetails details, DwStorageClientProperties properties) {
		DwStorageSettingsCheck check = new DwStorageSettingsCheck(prefix, properties);
		URI endpoint = details.getEndpoint();
		if (endpoint != null) {
			check.checkEndpoint(endpoint);
			check.checkTls(details, endpoint);
		}
		check.checkAddressing(details, endpoint);
		check.throwProblems();
	}

	private void throwProblems() {
		if (!this.problems.isEmpty()) {
			throw new InvalidDwSettingsException(this.prefix, this.problems, null);
		}
	}

	private void refuse(boolean wrong, String reason, String action) {
		if (wrong) {
			this.problems.add(new Problem(named(reason), named(action)));
		}
	}

	/**
	 * The texts are those of the client that has no name.
	 */
	private String named(String text) {
		return text.replace(DwStorageClientSettings.STORAGE, this.prefix);
	}

	private void checkCredentials() {
		boolean accessKey = StringUtils.hasText(this.properties.getAccessKey());
		boolean secretKey = StringUtils.hasText(this.properties.getSecretKey());
		boolean token = StringUtils.hasText(this.properties.getSessionToken());
		boolean profile = StringUtils.hasText(this.properties.getProfile());
		refuse(accessKey && !secretKey, "dw.storage.access-key is set but dw.storage.secret-key is not",
				"Set dw.storage.secret-key.");
		refuse(secretKey && !accessKey, "dw.storage.secret-key is set but dw.storage.access-key is not",
				"Set dw.storage.access-key.");
		refuse(token && !accessKey && !secretKey, "dw.storage.session-token is set without keys",
				"Set dw.storage.access-key and dw.storage.secret-key of the session, or remove the token.");
		refuse(profile && (accessKey || secretKey), "both dw.storage.profile and keys are set",
				"Set either dw.storage.profile, or dw.storage.access-key and dw.storage.secret-key.");
		refuse(this.properties.isAnonymous() && (accessKey || secretKey || token || profile),
				"dw.storage.anonymous is true although there are credentials",
				"Remove dw.storage.anonymous, or the keys, the token and the profile.");
	}

	/**
	 * Spring Boot leaves a placeholder as it is when it cannot be resolved.
	 */
	private void checkPlaceholders() {
		checkPlaceholder("access-key", this.properties.getAccessKey());
		checkPlaceholder("secret-key", this.properties.getSecretKey());
		checkPlaceholder("session-token", this.properties.getSessionToken());
		checkPlaceholder("default-bucket", this.properties.getDefaultBucket());
	}

	private void checkPlaceholder(String name, @Nullable String value) {
		Problem problem = InvalidDwSettingsException.unresolved(this.prefix + "." + name, value);
		if (problem != null) {
			this.problems.add(problem);
		}
	}

	private void checkTimeouts() {
		boolean given = this.properties.getCallTimeout() != null
				&& this.properties.getCallTimeout().compareTo(this.properties.getConnectTimeout()) < 0;
		refuse(given, "dw.storage.call-timeout is shorter than dw.storage.connect-timeout",
				"Make dw.storage.connect-timeout shorter or dw.storage.call-timeout longer.");
	}

	private void checkProxy() {
		DwStorageProxyProperties proxy = this.properties.getProxy();
		boolean host = StringUtils.hasText(proxy.getHost());
		boolean username = StringUtils.hasText(proxy.getUsername());
		boolean password = StringUtils.hasText(proxy.getPassword());
		refuse(!host && (username || password || !proxy.getNonProxyHosts().isEmpty()),
				"dw.storage.proxy has settings but dw.storage.proxy.host is not set", "Set dw.storage.proxy.host.");
		refuse(username != password, "only one of dw.storage.proxy.username and dw.storage.proxy.password is set",
				"Set both of dw.storage.proxy.username and dw.storage.proxy.password, or none.");
	}

	private void checkEndpoint(URI endpoint) {
		String action = "Set dw.storage.endpoint to a URI like https://s3.example.com or http://localhost:9000.";
		if (endpoint.getRawUserInfo() != null) {
			refuse(true, "dw.storage.endpoint contains user information",
					"Set dw.storage.access-key and dw.storage.secret-key instead.");
			return;
		}
		boolean http = "http".equalsIgnoreCase(endpoint.getScheme()) || "https".equalsIgnoreCase(endpoint.getScheme());
		if (!http) {
			refuse(true, "dw.storage.endpoint '" + endpoint + "' does not begin with http:// or https://", action);
			return;
		}
		refuse(endpoint.getHost() == null, "dw.storage.endpoint '" + endpoint + "' has no valid host", action);
		refuse(endpoint.getPort() > 65535, "dw.storage.endpoint '" + endpoint + "' has no valid port", action);
		refuse(endpoint.getRawQuery() != null || endpoint.getRawFragment() != null,
				"dw.storage.endpoint '" + endpoint + "' has a query or a fragment", action);
	}

	private void checkTls(DwStorageConnectionDetails details, URI endpoint) {
		refuse("http".equalsIgnoreCase(endpoint.getScheme()) && details.getSslBundle() != null,
				"dw.storage.ssl is enabled but the endpoint '" + endpoint + "' is not https",
				"Use an https endpoint, or remove dw.storage.ssl.");
	}

	private void checkAddressing(DwStorageConnectionDetails details, @Nullable URI endpoint) {
		boolean hostStyle = Boolean.FALSE.equals(details.getPathStyle());
		boolean ownServer = details.getDialect() == StorageDialect.DATAWAREHOUSE;
		String host = (endpoint != null) ? endpoint.getHost() : null;
		refuse(hostStyle && host != null && host.matches(IP_ADDRESS),
				"dw.storage.path-style is false, but a bucket cannot be put before the IP address '" + host + "'",
				"Remove dw.storage.path-style, or give the endpoint a host name.");
		refuse(hostStyle && ownServer,
				"dw.storage.path-style is false, but the DataWarehouse server has the bucket in the path",
				"Remove dw.storage.path-style.");
		refuse(ownServer && endpoint == null, "dw.storage.dialect is datawarehouse but there is no endpoint",
				"Set dw.storage.endpoint to the address of the DataWarehouse server.");
	}

}
