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

package io.datawarehouse.embedded.job;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.springframework.util.Assert;

/**
 * Gives each JUnit test a {@link RecordingCatalog} of its own, as a parameter or by
 * {@link #catalog()}. <pre class="code">
 * &#064;RegisterExtension
 * final RecordingCatalogExtension catalogs = new RecordingCatalogExtension();
 *
 * &#064;Test
 * void runIsTold(RecordingCatalog catalog) {
 * }
 * </pre> It needs {@code junit-jupiter-api}, which {@code dw-embedded} does not bring.
 *
 * @since 1.0.0
 */
public final class RecordingCatalogExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(RecordingCatalogExtension.class);

	private final Consumer<EmbeddedDatlakeCatalog.Builder> settings;

	private @Nullable RecordingCatalog catalog;

	/**
	 * Give tests catalogs in memory, without an API key.
	 */
	public RecordingCatalogExtension() {
		this((settings) -> {
		});
	}

	/**
	 * Give tests catalogs with some settings.
	 * @param settings changes the settings of each catalog
	 */
	public RecordingCatalogExtension(Consumer<EmbeddedDatlakeCatalog.Builder> settings) {
		this.settings = settings;
	}

	/**
	 * The catalog of the test that runs. With {@code @ExtendWith} and tests in parallel,
	 * use a parameter.
	 * @return the catalog
	 * @throws IllegalStateException if no test runs
	 */
	public RecordingCatalog catalog() {
		RecordingCatalog catalog = this.catalog;
		Assert.state(catalog != null, "No test runs");
		return catalog;
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.catalog = of(context);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.catalog = null;
		RecordingCatalog catalog = context.getStore(NAMESPACE).remove(context.getUniqueId(), RecordingCatalog.class);
		if (catalog != null) {
			catalog.close();
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		Class<?> type = parameter.getParameter().getType();
		return context.getTestMethod().isPresent()
				&& (type == RecordingCatalog.class || type == EmbeddedDatlakeCatalog.class);
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		RecordingCatalog catalog = of(context);
		return (parameter.getParameter().getType() == RecordingCatalog.class) ? catalog : catalog.catalog();
	}

	private RecordingCatalog of(ExtensionContext context) {
		return context.getStore(NAMESPACE)
			.computeIfAbsent(context.getUniqueId(), (id) -> RecordingCatalog.start(this.settings),
					RecordingCatalog.class);
	}

}
