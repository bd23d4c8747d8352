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

package io.datawarehouse.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * {@link ImportAutoConfiguration Auto-configuration imports} of the DataWarehouse
 * clients, for other slices or to change what
 * {@link DataWarehouseTest @DataWarehouseTest} does with configured endpoints.
 *
 * @since 1.0.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureDataWarehouse {

	/**
	 * What happens to the endpoints that the application's configuration names.
	 * @return which endpoints embedded servers replace
	 */
	Replace replace() default Replace.ANY;

	/**
	 * What embedded servers replace.
	 */
	enum Replace {

		/**
		 * Embedded servers in memory are used whatever the configuration says. Only
		 * properties of the test itself and connection details, as those of a container,
		 * win over it.
		 */
		ANY,

		/**
		 * The configuration decides.
		 */
		NONE

	}

}
