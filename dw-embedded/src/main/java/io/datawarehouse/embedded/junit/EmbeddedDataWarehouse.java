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

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class embedded servers in memory, and clients of them as
 * parameters. <pre class="code">
 * &#064;EmbeddedDataWarehouse(buckets = "lake", queues = "orders")
 * class ReportTests {
 *
 * 	&#064;Test
 * 	void isStored(DataWarehouseTemplate dw, FilaClient fila) {
 * 	}
 *
 * }
 * </pre>
 *
 * @since 1.0.0
 * @see DataWarehouseExtension
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DataWarehouseExtension.class)
public @interface EmbeddedDataWarehouse {

	/**
	 * Buckets to create when the object store is started.
	 * @return names of the buckets
	 */
	String[] buckets() default {};

	/**
	 * Queues to create when the broker is started.
	 * @return names of the queues
	 */
	String[] queues() default {};

}
