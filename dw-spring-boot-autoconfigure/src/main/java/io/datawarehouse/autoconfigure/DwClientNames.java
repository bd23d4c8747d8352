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
package io.datawarehouse.autoconfigure;

import org.springframework.util.StringUtils;

/**
 * By which names health, metrics and the actuator endpoint tell clients of the same kind
 * apart.
 *
 * @since 1.0.0
 */
public final class DwClientNames {

	private DwClientNames() {
	}

	/**
	 * The name of a client: that of its bean without the type, such as {@code archive}
	 * for {@code archiveDataWarehouseTemplate}.
	 * @param beanName the name of the bean
	 * @param type the type of the client
	 * @return the name, {@code default} if that of the bean is only the type
	 */
	public static String of(String beanName, Class<?> type) {
		String suffix = type.getSimpleName();
		if (beanName.equalsIgnoreCase(suffix)) {
			return "default";
		}
		return beanName.endsWith(suffix)
				? StringUtils.uncapitalize(beanName.substring(0, beanName.length() - suffix.length())) : beanName;
	}

}
