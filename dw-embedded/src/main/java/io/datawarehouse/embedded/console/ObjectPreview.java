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

package io.datawarehouse.embedded.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.ByteRange;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.ObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of an object in a form to be looked at.
 */
final class ObjectPreview {

	static final int MOST_BYTES = 64 * 1024;

	private static final int MOST_HEX = 512;

	private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

	private final DataWarehouseOperations storage;

	ObjectPreview(DataWarehouseOperations storage) {
		this.storage = storage;
	}

	Map<String, Object> of(DwUri uri) throws IOException {
		ObjectInfo info = this.storage.head(uri);
		byte[] bytes = (info.size() > 0)
				? this.storage.retrieve(uri, ByteRange.of(0, Math.min(info.size(), MOST_BYTES))) : new byte[0];
		boolean truncated = bytes.length < info.size();
		Map<String, Object> preview = new LinkedHashMap<>();
		if (isParquet(bytes)) {
			preview.putAll(ParquetPreview.of(this.storage, info));
		}
		else {
			preview.putAll(of(bytes, truncated, format(uri.key(), info.contentType())));
		}
		preview.putIfAbsent("truncated", truncated);
		preview.put("size", info.size());
		return preview;
	}

	private static boolean isParquet(byte[] bytes) {
		return bytes.length > 8 && ByteBuffer.wrap(bytes, 0, 4).equals(ByteBuffer.wrap(PARQUET));
	}

	private static String format(String key, @Nullable String contentType) {
		String name = key.toLowerCase(Locale.ROOT);
		String type = (contentType != null) ? contentType.toLowerCase(Locale.ROOT) : "";
		if (name.endsWith(".json") || type.startsWith("application/json")) {
			return "json";
		}
		if (name.endsWith(".csv") || name.endsWith(".tsv") || type.startsWith("text/csv")) {
			return "csv";
		}
		return "text";
	}

	/**
	 * Show bytes.
	 * @param truncated whether there are more than these
	 * @param format what they are said to be
	 */
	static Map<String, Object> of(byte[] bytes, boolean truncated, String format) {
		String text = text(bytes, truncated);
		if (text == null) {
			return Map.of("kind", "binary", "text",
					HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MOST_HEX)), "truncated",
					truncated || bytes.length > MOST_HEX);
		}
		if (format.equals("csv") && !text.isBlank()) {
			return new CsvPreview(text, truncated).table();
		}
		String json = (format.equals("json") && !truncated) ? ConsoleJson.pretty(text) : null;
		return Map.of("kind", (json != null) ? "json" : "text", "text", (json != null) ? json : text);
	}

	/**
	 * Bytes as text.
	 * @param truncated whether the last character may be cut through
	 * @return the text, or {@code null} if it is none
	 */
	static @Nullable String text(byte[] bytes, boolean truncated) {
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		CharBuffer text = CharBuffer.allocate(bytes.length + 1);
		CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, !truncated);
		if (result.isError()) {
			return null;
		}
		String decoded = text.flip().toString();
		return (decoded.indexOf('\0') >= 0) ? null : decoded;
	}

}
