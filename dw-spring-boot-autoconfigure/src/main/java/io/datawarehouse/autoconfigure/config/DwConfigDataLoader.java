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

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.BucketNotFoundException;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ObjectNotFoundException;

import org.springframework.boot.context.config.ConfigData;
import org.springframework.boot.context.config.ConfigData.Option;
import org.springframework.boot.context.config.ConfigData.PropertySourceOptions;
import org.springframework.boot.context.config.ConfigDataLoader;
import org.springframework.boot.context.config.ConfigDataLoaderContext;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.support.SpringFactoriesLoader;

/**
 * {@link ConfigDataLoader} for objects of the store.
 */
class DwConfigDataLoader implements ConfigDataLoader<DwConfigDataResource> {

	/**
	 * No configuration is larger: the address of something else was given.
	 */
	static final int MAX_SIZE = 8 * 1024 * 1024;

	private final List<PropertySourceLoader> loaders = SpringFactoriesLoader.loadFactories(PropertySourceLoader.class,
			getClass().getClassLoader());

	@Override
	public ConfigData load(ConfigDataLoaderContext context, DwConfigDataResource resource) throws IOException {
		DwUri uri = resource.getUri();
		byte[] content = read(context, resource);
		PropertySourceOptions options = resource.isProfileSpecific()
				? PropertySourceOptions.always(Option.PROFILE_SPECIFIC) : PropertySourceOptions.ALWAYS_NONE;
		return new ConfigData(
				loader(resource.getExtension()).load("Config object '" + uri + "'", new ConfigObject(content, uri)),
				options);
	}

	private static byte[] read(ConfigDataLoaderContext context, DwConfigDataResource resource) throws IOException {
		DataWarehouseOperations operations = DwConfigStorage.operations(context.getBootstrapContext());
		try (InputStream stream = operations.retrieveStream(resource.getUri())) {
			byte[] content = stream.readNBytes(MAX_SIZE + 1);
			if (content.length > MAX_SIZE) {
				throw new IOException("The configuration in " + resource + " is larger than " + MAX_SIZE
						+ " bytes, which no configuration should be. Check the address.");
			}
			return content;
		}
		catch (ObjectNotFoundException | BucketNotFoundException ex) {
			throw new ConfigDataResourceNotFoundException(resource, ex);
		}
	}

	private PropertySourceLoader loader(String extension) {
		return this.loaders.stream()
			.filter((loader) -> Arrays.asList(loader.getFileExtensions()).contains(extension))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Nothing loads '." + extension + "'"));
	}

	/**
	 * The content of an object, with its address for those who ask where a value is from.
	 */
	private static final class ConfigObject extends ByteArrayResource {

		private final DwUri uri;

		private ConfigObject(byte[] content, DwUri uri) {
			super(content, uri.toString());
			this.uri = uri;
		}

		@Override
		public String getFilename() {
			return this.uri.fileName();
		}

	}

}
