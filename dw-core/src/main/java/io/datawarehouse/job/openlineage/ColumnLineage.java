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

package io.datawarehouse.job.openlineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which columns of inputs a column of an output is made of, for
 * {@link io.datawarehouse.job.LineageDataset#withFacet(String, Map)} under the name
 * {@link #FACET}. Marquez shows it only if the input tells its columns too.
 *
 * @since 1.0.0
 */
public final class ColumnLineage {

	/**
	 * Name of the facet.
	 */
	public static final String FACET = "columnLineage";

	private final Map<String, List<Map<String, Object>>> inputs = new LinkedHashMap<>();

	private ColumnLineage() {
	}

	/**
	 * Begin with no column.
	 * @return a builder
	 */
	public static ColumnLineage builder() {
		return new ColumnLineage();
	}

	/**
	 * Add where a column comes from.
	 * @param column the column of the output
	 * @param namespace the namespace of the input, such as {@code s3://lake}
	 * @param name the name of the input
	 * @param field the column of the input
	 * @return this builder
	 */
	public ColumnLineage from(String column, String namespace, String name, String field) {
		Map<String, Object> input = new LinkedHashMap<>();
		input.put("namespace", namespace);
		input.put("name", name);
		input.put("field", field);
		this.inputs.computeIfAbsent(column, (key) -> new ArrayList<>()).add(input);
		return this;
	}

	/**
	 * Build the fields of the facet.
	 * @return the fields
	 */
	public Map<String, Object> build() {
		Map<String, Object> fields = new LinkedHashMap<>();
		this.inputs.forEach((column, list) -> fields.put(column, Map.of("inputFields", List.copyOf(list))));
		return Map.of("fields", fields);
	}

}
