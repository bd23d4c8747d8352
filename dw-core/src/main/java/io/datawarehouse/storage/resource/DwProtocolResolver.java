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

import java.util.function.Supplier;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseOperations;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ProtocolResolver;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Resolves {@code dw://} and {@code s3://} to a {@link DwResource}. The store is not
 * needed for that yet.
 *
 * @since 1.0.0
 */
public final class DwProtocolResolver implements ProtocolResolver {

	private final Supplier<? extends DataWarehouseOperations> operations;

	/**
	 * Create a resolver.
	 * @param operations gives what resources ask, when it is first needed
	 */
	public DwProtocolResolver(Supplier<? extends DataWarehouseOperations> operations) {
		this.operations = operations;
	}

	@Override
	public @Nullable Resource resolve(String location, ResourceLoader resourceLoader) {
		return isObjectStore(location) ? new DwResource(DwUri.parse(location), this.operations) : null;
	}

	static boolean isObjectStore(String location) {
		return location.regionMatches(true, 0, "dw://", 0, 5) || location.regionMatches(true, 0, "s3://", 0, 5);
	}

}
