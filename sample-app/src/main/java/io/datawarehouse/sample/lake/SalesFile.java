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

package io.datawarehouse.sample.lake;

/**
 * A raw file in the lake, as the workers are told of it.
 *
 * @param id name of the file and fingerprint of its content: the same content has the
 * same id, changed content another
 * @param name name of the file as it came in
 * @param partition the partition that holds it, such as {@code dt=2026-11-09}
 */
public record SalesFile(String id, String name, String partition) {

	/**
	 * The queue that tells the workers of new files.
	 */
	public static final String QUEUE = "sales-files";

	/**
	 * Where the file lies below the folder of its table.
	 * @param extension the ending of the name
	 * @return the relative key
	 */
	public String path(String extension) {
		return this.partition + "/" + this.id + "." + extension;
	}

}
