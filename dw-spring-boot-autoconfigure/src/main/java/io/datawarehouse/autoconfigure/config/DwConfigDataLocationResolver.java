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
package io.datawarehouse.autoconfigure.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.datawarehouse.DwUri;
import io.datawarehouse.autoconfigure.InvalidDwSettingsException;
import io.datawarehouse.autoconfigure.storage.DwStorageBootstrap;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.Profiles;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.StringUtils;

/**
 * {@link ConfigDataLocationResolver} for
 * {@code spring.config.import=dw://bucket/app.yml}. The store is the one of the
 * {@code dw.storage} properties that are known where the import stands. With
 * {@code optional:}, neither the object nor a store needs to be there; a store that
 * cannot be reached or refuses is a failure all the same.
 */
class DwConfigDataLocationResolver implements ConfigDataLocationResolver<DwConfigDataResource> {

	static final String PREFIX = "dw://";

	private static final String IMPORT = "spring.config.import";

	/**
	 * The extension of an object whose name has none, as Boot has it for files.
	 */
	private static final Pattern EXTENSION_HINT = Pattern.compile("(.+)\\[\\.(\\w+)]");

	private final Log logger;

	private final Set<String> extensions = new TreeSet<>();

	DwConfigDataLocationResolver(DeferredLogFactory logFactory) {
		this.logger = logFactory.getLog(DwConfigDataLocationResolver.class);
		SpringFactoriesLoader.loadFactories(PropertySourceLoader.class, getClass().getClassLoader())
			.forEach((loader) -> this.extensions.addAll(Arrays.asList(loader.getFileExtensions())));
	}

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return location.hasPrefix(PREFIX);
	}

	@Override
	public List<DwConfigDataResource> resolve(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		ObjectName name = name(location);
		if (!hasStore(context, location)) {
			return List.of();
		}
		return List.of(name.resource(null, location.isOptional()));
	}

	@Override
	public List<DwConfigDataResource> resolveProfileSpecific(ConfigDataLocationResolverContext context,
			ConfigDataLocation location, Profiles profiles) {
		ObjectName name = name(location);
		if (!hasStore(context, location)) {
			// The last time that it is asked for: earlier, a profile may still tell.
			this.logger.info("'" + location.getValue() + "' is not imported: where it is asked for, nothing says where "
					+ "the object store is");
			return List.of();
		}
		List<DwConfigDataResource> resources = new ArrayList<>();
		for (String profile : profiles) {
			resources.add(name.resource(profile, true));
		}
		return resources;
	}

	private ObjectName name(ConfigDataLocation location) {
		String value = location.getValue();
		Matcher hint = EXTENSION_HINT.matcher(value);
		boolean hinted = hint.matches();
		DwUri uri = parse(hinted ? hint.group(1) : value);
		String extension = hinted ? hint.group(2) : StringUtils.getFilenameExtension(uri.key());
		if (uri.kind() != DwUri.Kind.BUCKET || uri.isBucketOnly() || extension == null
				|| !this.extensions.contains(extension)) {
			throw new InvalidDwSettingsException(IMPORT,
					"'" + value + "' does not name an object that ends with one of " + this.extensions,
					"Name an object like dw://bucket/app.yml, or say what it is like dw://bucket/app[.yml].", null);
		}
		return new ObjectName(uri, extension, !hinted);
	}

	private static DwUri parse(String address) {
		try {
			return DwUri.parse(address);
		}
		catch (IllegalArgumentException ex) {
			throw InvalidDwSettingsException.refused(IMPORT, ex);
		}
	}

	private static boolean hasStore(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		if (DwConfigStorage.isRegistered(context.getBootstrapContext())) {
			return true;
		}
		DwStorageBootstrap storage = DwStorageBootstrap.of(context.getBinder());
		if (storage.hasServer()) {
			DwConfigStorage.register(context.getBootstrapContext(), storage);
			return true;
		}
		if (location.isOptional()) {
			return false;
		}
		throw new InvalidDwSettingsException(IMPORT,
				"'" + location.getValue() + "' is to be imported, but nothing says where the object store is",
				"Set dw.storage.endpoint (or dw.storage.region for Amazon S3) beside the import or in the environment, "
						+ "check that dw.storage.enabled is not false, or import 'optional:" + location.getValue()
						+ "'. Embedded servers start too late for this.",
				null);
	}

	/**
	 * The name of an object, and what those for profiles are made of.
	 *
	 * @param uri the address without a profile
	 * @param extension the extension
	 * @param named whether the extension is part of the name
	 */
	private record ObjectName(DwUri uri, String extension, boolean named) {

		DwConfigDataResource resource(@Nullable String profile, boolean optional) {
			return new DwConfigDataResource((profile != null) ? of(profile) : this.uri, this.extension, profile,
					optional);
		}

		private DwUri of(String profile) {
			String key = this.uri.key();
			String suffix = this.named ? "." + this.extension : "";
			return this.uri.withKey(key.substring(0, key.length() - suffix.length()) + "-" + profile + suffix);
		}

	}

}
