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

package io.datawarehouse.embedded.junit;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.embedded.job.EmbeddedDatlakeCatalog;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.job.DatlakeClient;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

import org.springframework.util.Assert;

/**
 * JUnit extension that starts embedded servers in memory and gives tests the servers and
 * clients of them as parameters: {@link DataWarehouseServers},
 * {@link DataWarehouseTemplate}, {@link DataWarehouseOperations},
 * {@link JobContextFactory}, {@link DatlakeClient}, {@link FilaClient},
 * {@link FilaAdmin}, {@link EmbeddedS3Server}, {@link EmbeddedDatlakeCatalog} and
 * {@link EmbeddedFilaBroker}. A server is started when a test asks for it or its client.
 * <p>
 * As an annotation, {@link EmbeddedDataWarehouse}, or in a static field, all tests of a
 * class and the classes nested in it share the servers. In a field that is not static,
 * each test has its own. <pre class="code">
 * &#064;RegisterExtension
 * static final DataWarehouseExtension servers = new DataWarehouseExtension().withBuckets("lake");
 * </pre> It needs {@code junit-jupiter-api} 6, which {@code dw-embedded} does not bring.
 *
 * @since 1.0.0
 */
public final class DataWarehouseExtension
		implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

	private static final Map<Class<?>, Function<DataWarehouseServers, Object>> PARAMETERS = new LinkedHashMap<>();

	static {
		PARAMETERS.put(DataWarehouseServers.class, (servers) -> servers);
		PARAMETERS.put(DataWarehouseTemplate.class, DataWarehouseServers::storage);
		PARAMETERS.put(DataWarehouseOperations.class, DataWarehouseServers::storage);
		PARAMETERS.put(JobContextFactory.class, DataWarehouseServers::jobs);
		PARAMETERS.put(DatlakeClient.class, DataWarehouseServers::datlake);
		PARAMETERS.put(FilaClient.class, DataWarehouseServers::fila);
		PARAMETERS.put(FilaAdmin.class, DataWarehouseServers::filaAdmin);
		PARAMETERS.put(EmbeddedS3Server.class, DataWarehouseServers::s3);
		PARAMETERS.put(EmbeddedDatlakeCatalog.class, DataWarehouseServers::catalog);
		PARAMETERS.put(EmbeddedFilaBroker.class, DataWarehouseServers::broker);
	}

	private final ExtensionContext.Namespace namespace = ExtensionContext.Namespace.create(DataWarehouseExtension.class,
			this);

	private final List<String> buckets;

	private final List<String> queues;

	private volatile @Nullable DataWarehouseServers current;

	/**
	 * Give tests servers with what {@link EmbeddedDataWarehouse} names in them, if the
	 * test class has it.
	 */
	public DataWarehouseExtension() {
		this(List.of(), List.of());
	}

	private DataWarehouseExtension(List<String> buckets, List<String> queues) {
		this.buckets = buckets;
		this.queues = queues;
	}

	/**
	 * A copy with buckets to create when the object store is started.
	 * @param buckets names of the buckets
	 * @return the changed copy
	 */
	public DataWarehouseExtension withBuckets(String... buckets) {
		return new DataWarehouseExtension(List.of(buckets), this.queues);
	}

	/**
	 * A copy with queues to create when the broker is started.
	 * @param queues names of the queues
	 * @return the changed copy
	 */
	public DataWarehouseExtension withQueues(String... queues) {
		return new DataWarehouseExtension(this.buckets, List.of(queues));
	}

	/**
	 * The servers of the tests that run. In a static field they are there before
	 * everything else of the class, as methods with {@code @DynamicPropertySource} need
	 * it.
	 * @return the servers
	 * @throws IllegalStateException if no test runs
	 */
	public DataWarehouseServers servers() {
		DataWarehouseServers current = this.current;
		Assert.state(current != null, "No test runs");
		return current;
	}

	/**
	 * What {@link DataWarehouseServers#properties()} of the tests that run says.
	 * @return the properties by their names
	 * @throws IllegalStateException if no test runs
	 */
	public Map<String, String> properties() {
		return servers().properties();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		this.current = of(context);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		this.current = of(context);
	}

	@Override
	public void afterEach(ExtensionContext context) {
		close(context);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		close(context);
	}

	private void close(ExtensionContext context) {
		// Only what was stored in this very context, never that of the class around it
		DataWarehouseServers servers = context.getStore(this.namespace)
			.remove(DataWarehouseServers.class, DataWarehouseServers.class);
		if (servers != null) {
			if (this.current == servers) {
				this.current = null;
			}
			servers.close();
		}
	}

	/**
	 * Whether this gives the parameter. Those with an annotation of Spring, such as
	 * {@code @Autowired}, are beans of the application instead.
	 */
	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return PARAMETERS.containsKey(parameter.getParameter().getType()) && Arrays
			.stream(parameter.getParameter().getAnnotations())
			.noneMatch((annotation) -> annotation.annotationType().getName().startsWith("org.springframework."));
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return PARAMETERS.get(parameter.getParameter().getType()).apply(of(context));
	}

	private DataWarehouseServers of(ExtensionContext context) {
		return context.getStore(this.namespace)
			.computeIfAbsent(DataWarehouseServers.class, (key) -> create(context), DataWarehouseServers.class);
	}

	private DataWarehouseServers create(ExtensionContext context) {
		Optional<EmbeddedDataWarehouse> annotation = AnnotationSupport.findAnnotation(context.getRequiredTestClass(),
				EmbeddedDataWarehouse.class, context.getEnclosingTestClasses());
		return new DataWarehouseServers(concat(this.buckets, annotation.map(EmbeddedDataWarehouse::buckets)),
				concat(this.queues, annotation.map(EmbeddedDataWarehouse::queues)));
	}

	private static List<String> concat(List<String> names, Optional<String[]> more) {
		return Stream.concat(names.stream(), more.stream().flatMap(Arrays::stream)).toList();
	}

}
