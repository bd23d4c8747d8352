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
package io.datawarehouse.embedded.storage;

import java.net.URI;
import java.util.Map;

import io.datawarehouse.storage.StorageDialect;

/**
 * A server that the contract of the storage operations runs against.
 *
 * @param name what the server is called in the report
 * @param endpoint where it listens
 * @param accessKey the access key that it knows
 * @param secretKey the secret key of the access key
 * @param dialect what it speaks
 * @param skips why checks do not run against it: the reason by the name of the test
 * method, or by the name and a part of its arguments, separated by a colon
 * @param stop stops it
 */
record ContractServer(String name, URI endpoint, String accessKey, String secretKey, StorageDialect dialect,
		Map<String, String> skips, Runnable stop) implements AutoCloseable {

	static ContractServer of(EmbeddedS3Server server) {
		return new ContractServer("embedded", server.endpoint(), server.accessKey(), server.secretKey(),
				StorageDialect.S3,
				Map.of("namesSurviveFaults:a//b", "S3Proxy's file system folds the empty folder of 'a//b' away"),
				server::close);
	}

	static ContractServer of(DataWarehouseServerDouble server) {
		return new ContractServer("DataWarehouse double", server.endpoint(), DataWarehouseServerDouble.ACCESS_KEY,
				DataWarehouseServerDouble.SECRET_KEY, StorageDialect.DATAWAREHOUSE, Map.of(), server::close);
	}

	ContractServer withSkips(Map<String, String> skips) {
		return new ContractServer(this.name, this.endpoint, this.accessKey, this.secretKey, this.dialect, skips,
				this.stop);
	}

	@Override
	public void close() {
		this.stop.run();
	}

}
