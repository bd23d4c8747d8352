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

package io.datawarehouse.sample.web;

import java.nio.charset.StandardCharsets;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.resource.DwResource;

import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * Answers with an object of the lake, as a stream. Spring MVC itself answers conditional
 * requests by the ETag, and those for ranges by what the resource can skip: only what was
 * asked for is retrieved.
 */
@Component
class Downloads {

	private final DataWarehouseTemplate dw;

	Downloads(DataWarehouseTemplate dw) {
		this.dw = dw;
	}

	ResponseEntity<Resource> of(DwUri uri) {
		ObjectInfo object = this.dw.head(uri);
		ContentDisposition attachment = ContentDisposition.attachment()
			.filename(uri.fileName(), StandardCharsets.UTF_8)
			.build();
		return ResponseEntity.ok()
			.eTag(object.etag())
			.contentType(type(object))
			.header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
			.body(new DwResource(uri, () -> this.dw));
	}

	private static MediaType type(ObjectInfo object) {
		String type = object.contentType();
		return (type != null) ? MediaType.parseMediaType(type) : MediaType.APPLICATION_OCTET_STREAM;
	}

}
