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

package io.datawarehouse.sample;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Looks into the lake through the AWS SDK and DuckDB alone.
 */
final class SalesLake implements AutoCloseable {

	private final S3Client s3;

	SalesLake(EmbeddedS3Server server) {
		this.s3 = S3Client.builder()
			.endpointOverride(server.endpoint())
			.region(Region.US_EAST_1)
			.forcePathStyle(true)
			.credentialsProvider(StaticCredentialsProvider
				.create(AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
			.build();
	}

	List<String> keys(String prefix) {
		return this.s3.listObjectsV2Paginator((request) -> request.bucket("lake").prefix(prefix))
			.contents()
			.stream()
			.map(S3Object::key)
			.toList();
	}

	/**
	 * What is left per {@code day tenant currency}, over all curated objects.
	 */
	Map<String, BigDecimal> net(Path temp) throws Exception {
		List<Path> files = new ArrayList<>();
		for (String key : keys("curated/")) {
			Path file = Files.createTempDirectory(temp, "curated").resolve("totals.parquet");
			this.s3.getObject((request) -> request.bucket("lake").key(key), ResponseTransformer.toFile(file));
			files.add(file);
		}
		return query(files);
	}

	private static Map<String, BigDecimal> query(List<Path> files) throws Exception {
		String names = files.stream().map((file) -> "'" + file + "'").collect(Collectors.joining(","));
		Map<String, BigDecimal> net = new TreeMap<>();
		try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
				Statement statement = duckdb.createStatement();
				ResultSet rows = statement.executeQuery("SELECT day || ' ' || tenant || ' ' || currency, sum(net)"
						+ " FROM read_parquet([" + names + "]) GROUP BY ALL")) {
			while (rows.next()) {
				net.put(rows.getString(1), rows.getBigDecimal(2));
			}
		}
		return net;
	}

	@Override
	public void close() {
		this.s3.close();
	}

}
