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

package io.datawarehouse.storage;

import java.util.Map;

import io.datawarehouse.DwUri;

/**
 * Reads and writes the tags of objects.
 */
final class TagAdmin {

	private final StorageExecutor executor;

	TagAdmin(StorageExecutor executor) {
		this.executor = executor;
	}

	Map<String, String> get(DwUri uri) {
		Addresses.requireObject(uri);
		return this.executor.call("get-tags", uri, (client, attempt) -> Tags
			.toMap(client.getObjectTagging((request) -> request.bucket(uri.bucket()).key(uri.key())).tagSet()));
	}

	void set(DwUri uri, Map<String, String> tags) {
		Addresses.requireObject(uri);
		Map<String, String> checked = Tags.check(tags);
		this.executor.call("set-tags", uri, (client, attempt) -> {
			if (checked.isEmpty()) {
				return client.deleteObjectTagging((request) -> request.bucket(uri.bucket()).key(uri.key()));
			}
			return client.putObjectTagging(
					(request) -> request.bucket(uri.bucket()).key(uri.key()).tagging(Tags.toTagging(checked)));
		});
	}

}
