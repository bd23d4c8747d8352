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

package io.datawarehouse.sample.ingest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.datawarehouse.sample.lake.SalesFile;

/**
 * A CSV file on its way into the lake. Only its name and what it tells at a glance are
 * looked at: whether its content makes sense is for the workers to find out.
 *
 * @param path the local file
 * @param description how the workers know it
 * @param tenants the shops that it has orders of
 */
record RawFile(Path path, SalesFile description, SortedSet<String> tenants) {

	/**
	 * Columns of the raw table with their types.
	 */
	static final Map<String, String> SCHEMA = schema();

	private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

	private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	private static final int MAX_TENANTS = 100;

	private static Map<String, String> schema() {
		Map<String, String> schema = new LinkedHashMap<>();
		schema.put("order_id", "string");
		schema.put("order_time", "timestamp");
		schema.put("tenant", "string");
		schema.put("customer", "string");
		schema.put("sku", "string");
		schema.put("quantity", "int");
		schema.put("unit_price", "decimal(18,2)");
		schema.put("currency", "string");
		schema.put("type", "string");
		return schema;
	}

	static RawFile inspect(Path path) throws IOException {
		String name = path.getFileName().toString();
		String stem = name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name;
		SalesFile description = new SalesFile(stem + "-" + fingerprint(path), name, "dt=" + day(name));
		return new RawFile(path, description, tenants(path));
	}

	private static String day(String name) {
		Matcher matcher = DATE.matcher(name);
		return matcher.find() ? matcher.group() : "unknown";
	}

	private static String fingerprint(Path path) throws IOException {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			try (InputStream in = new DigestInputStream(Files.newInputStream(path), digest)) {
				in.transferTo(OutputStream.nullOutputStream());
			}
			return HexFormat.of().formatHex(digest.digest(), 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static SortedSet<String> tenants(Path path) throws IOException {
		SortedSet<String> tenants = new TreeSet<>();
		// Not Files.lines: a file of another encoding is still taken in as it is.
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8))) {
			lines.lines()
				.skip(1)
				.map((line) -> line.split(",", 4))
				.filter((fields) -> fields.length > 3 && TENANT.matcher(fields[2]).matches())
				.map((fields) -> fields[2])
				.distinct()
				.limit(MAX_TENANTS)
				.forEach(tenants::add);
		}
		return tenants;
	}

}
