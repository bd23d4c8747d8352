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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.datawarehouse.autoconfigure.InvalidDwSettingsException;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.util.StringUtils;

/**
 * The settings of one named client. What it does not set is that of {@code dw.storage},
 * except its buckets, and, if it has a server or a user of its own, all that is about the
 * server and the user: no key is ever sent to a server that it was not set for.
 *
 * @param prefix what the properties of the client begin with
 * @param properties the settings
 * @param ownServer whether the client names a server
 * @param ownUser whether the client says who signs
 */
record DwStorageClientSettings(String prefix, DwStorageClientProperties properties, boolean ownServer,
		boolean ownUser) {

	static final String STORAGE = "dw.storage";

	private static final String CLIENTS = STORAGE + ".clients";

	private static final String BEAN_NAME_SUFFIX = "DataWarehouseTemplate";

	private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

	/**
	 * Names of the clients that are not switched off.
	 * @param binder binds the properties
	 * @return the names
	 * @throws InvalidDwSettingsException if a name is not valid
	 */
	static Set<String> names(Binder binder) {
		Map<String, DwStorageClientProperties> clients = binder
			.bind(CLIENTS, Bindable.mapOf(String.class, DwStorageClientProperties.class))
			.orElse(Map.of());
		Set<String> names = new LinkedHashSet<>();
		clients.forEach((name, properties) -> {
			if (!NAME.matcher(name).matches()) {
				throw new InvalidDwSettingsException(CLIENTS,
						"the client '" + name + "' has a name that is not of lower-case letters, digits and dashes",
						"Rename it, for example to '" + suggestion(name) + "'.", null);
			}
			if (properties.isEnabled()) {
				names.add(name);
			}
		});
		return names;
	}

	private static String suggestion(String name) {
		String dashed = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
			.toLowerCase(Locale.ROOT)
			.replaceAll("[^a-z0-9]+", "-");
		String trimmed = StringUtils.trimTrailingCharacter(StringUtils.trimLeadingCharacter(dashed, '-'), '-');
		return trimmed.isEmpty() ? "archive" : trimmed;
	}

	/**
	 * Name of the bean of a client.
	 * @param client the name of the client
	 * @return the name of the bean
	 */
	static String beanName(String client) {
		return client + BEAN_NAME_SUFFIX;
	}

	static DwStorageClientSettings of(Binder binder, String client) {
		String prefix = CLIENTS + "." + client;
		DwStorageClientProperties own = binder.bindOrCreate(prefix, DwStorageClientProperties.class);
		boolean ownServer = own.getEndpoint() != null || StringUtils.hasText(own.getRegion());
		boolean ownUser = ownServer || own.isAnonymous() || StringUtils.hasText(own.getAccessKey())
				|| StringUtils.hasText(own.getSecretKey()) || StringUtils.hasText(own.getSessionToken())
				|| StringUtils.hasText(own.getProfile());
		DwStorageClientProperties properties = binder.bindOrCreate(STORAGE, DwStorageClientProperties.class);
		properties.setEnabled(true);
		properties.setDefaultBucket(null);
		properties.setEnsureBuckets(new ArrayList<>());
		if (ownServer) {
			forgetServer(properties);
		}
		if (ownUser) {
			forgetUser(properties);
		}
		binder.bind(prefix, Bindable.ofInstance(properties));
		return new DwStorageClientSettings(prefix, properties, ownServer, ownUser);
	}

	private static void forgetServer(DwStorageClientProperties properties) {
		DwStorageClientProperties defaults = new DwStorageClientProperties();
		properties.setEndpoint(null);
		properties.setRegion(null);
		properties.setPathStyle(null);
		properties.setDialect(defaults.getDialect());
		properties.setLegacyMd5(defaults.isLegacyMd5());
		properties.setChecksums(defaults.getChecksums());
		properties.setPayloadSigning(defaults.getPayloadSigning());
		properties.getSsl().setEnabled(null);
		properties.getSsl().setBundle(null);
	}

	private static void forgetUser(DwStorageClientProperties properties) {
		properties.setAccessKey(null);
		properties.setSecretKey(null);
		properties.setSessionToken(null);
		properties.setProfile(null);
		properties.setAnonymous(false);
	}

}
