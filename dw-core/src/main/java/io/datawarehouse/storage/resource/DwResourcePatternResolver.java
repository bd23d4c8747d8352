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

package io.datawarehouse.storage.resource;

import java.io.IOException;
import java.util.function.Supplier;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.StorageException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/**
 * Finds the objects that match patterns such as
 * <code>dw://bucket/reports/**&#47;*.csv</code>, and leaves all other locations to
 * another resolver. Objects whose keys end with a slash mark folders, and are not found.
 *
 * @since 1.0.0
 */
public final class DwResourcePatternResolver implements ResourcePatternResolver {

	private final ResourcePatternResolver others;

	private final Supplier<? extends DataWarehouseOperations> operations;

	/**
	 * Create a resolver.
	 * @param others resolves other locations
	 * @param operations gives what is asked, when it is first needed
	 */
	public DwResourcePatternResolver(ResourcePatternResolver others,
			Supplier<? extends DataWarehouseOperations> operations) {
		this.others = others;
		this.operations = operations;
	}

	@Override
	public Resource[] getResources(String locationPattern) throws IOException {
		if (!DwProtocolResolver.isObjectStore(locationPattern)) {
			return this.others.getResources(locationPattern);
		}
		DwUri uri = DwUri.parse(locationPattern);
		if (uri.key().indexOf('*') < 0 && uri.key().indexOf('?') < 0) {
			return new Resource[] { new DwResource(uri, this.operations) };
		}
		try {
			return this.operations.get()
				.listMatching(uri)
				.filter((object) -> !object.uri().key().endsWith("/"))
				.map((object) -> new DwResource(object.uri(), this.operations))
				.toArray(Resource[]::new);
		}
		catch (StorageException ex) {
			throw new IOException("'" + locationPattern + "' cannot be resolved: " + ex.getMessage(), ex);
		}
	}

	@Override
	public Resource getResource(String location) {
		return DwProtocolResolver.isObjectStore(location) ? new DwResource(DwUri.parse(location), this.operations)
				: this.others.getResource(location);
	}

	@Override
	public @Nullable ClassLoader getClassLoader() {
		return this.others.getClassLoader();
	}

}
