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

/**
 * Names of datasets. One place has many: an application says {@code dw://lake/sales/},
 * Spark {@code s3a://lake/sales}, and OpenLineage has {@code sales} in the namespace
 * {@code s3://lake}.
 */
final class DatasetNames {

	private static final String DW = "dw://";

	private static final String S3 = "s3://";

	private DatasetNames() {
	}

	/**
	 * The name that is the same for all who use the dataset.
	 * @param name one of its names
	 * @return the name to find it by
	 */
	static String key(String name) {
		String key = name;
		for (String scheme : new String[] { DW, "s3a://", "s3n://" }) {
			if (name.startsWith(scheme)) {
				key = S3 + name.substring(scheme.length());
			}
		}
		if (!key.startsWith(S3)) {
			return key;
		}
		int end = key.length();
		while (end > S3.length() && key.charAt(end - 1) == '/') {
			end--;
		}
		return key.substring(0, end);
	}

	/**
	 * The name of a dataset of OpenLineage.
	 * @param namespace its namespace; only that of a place is part of the name
	 * @param name its name there
	 * @return the name in this catalog
	 */
	static String of(String namespace, String name) {
		if (namespace.startsWith(DW) && name.startsWith("/")) {
			// As Spark's listener names places of schemes that it does not know
			return namespace + name;
		}
		return namespace.contains("://") ? namespace + "/" + name : name;
	}

}
