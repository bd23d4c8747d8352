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

import java.lang.reflect.Type;
import java.util.function.Supplier;

import io.datawarehouse.DwUri;
import org.springframework.http.MediaType;
import org.springframework.util.Assert;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns values into JSON and back.
 */
final class JsonContent {

	private final Supplier<JsonMapper> mapper;

	JsonContent(Supplier<JsonMapper> mapper) {
		this.mapper = mapper;
	}

	byte[] write(Object value) {
		try {
			return this.mapper.get().writeValueAsBytes(value);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(
					"A value of " + value.getClass() + " cannot be written as JSON: " + ex.getOriginalMessage(), ex);
		}
	}

	static StoreOptions withType(StoreOptions options) {
		return (options.contentType() != null) ? options : options.withContentType(MediaType.APPLICATION_JSON_VALUE);
	}

	<T> T read(DwUri uri, byte[] content, Type type) {
		StorageFailure failure = new StorageFailure("retrieve", uri, 0, null, null, 1);
		try {
			JsonMapper mapper = this.mapper.get();
			T value = mapper.readValue(content, mapper.constructType(type));
			Assert.state(value != null, "it is the JSON null");
			return value;
		}
		catch (JacksonException ex) {
			// Not with the message, which may tell the content.
			throw new StorageException("'retrieve' of " + uri + " failed: its content is not the JSON of a "
					+ type.getTypeName() + " (" + ex.getClass().getSimpleName() + ").", failure, ex);
		}
		catch (IllegalStateException ex) {
			throw new StorageException(
					"'retrieve' of " + uri + " failed: " + ex.getMessage() + ", not a " + type.getTypeName() + ".",
					failure, ex);
		}
	}

}
