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

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import io.datawarehouse.DwUri;
import io.datawarehouse.sample.SalesProperties;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.ObjectNotFoundException;
import io.datawarehouse.storage.StoreOptions;
import io.datawarehouse.storage.StoredObject;
import io.datawarehouse.storage.resource.DwResource;

import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriUtils;

/**
 * Files that browsers send and fetch. They pass through in parts: nothing is ever in
 * memory as a whole, and a request for a range retrieves only that.
 */
@RestController
@RequestMapping("/api/uploads")
class UploadController {

	private static final Pattern NAME = Pattern.compile("[\\w][\\w .()-]{0,199}", Pattern.UNICODE_CHARACTER_CLASS);

	private final DataWarehouseTemplate dw;

	private final DwUri uploads;

	UploadController(DataWarehouseTemplate dw, SalesProperties properties) {
		this.dw = dw;
		this.uploads = DwUri.ofBucket(properties.bucket()).withKey("uploads/");
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<StoredFile> upload(@RequestParam MultipartFile file) {
		String name = String.valueOf(file.getOriginalFilename());
		StoreOptions options = StoreOptions.defaults();
		String type = file.getContentType();
		StoredObject stored = this.dw.store(uri(name), file.getResource(),
				(type != null) ? options.withContentType(type) : options);
		return ResponseEntity.created(URI.create("/api/uploads/" + encode(name)))
			.body(new StoredFile(name, file.getSize(), stored.etag()));
	}

	@GetMapping
	List<StoredFile> uploads() {
		try (var objects = this.dw.list(this.uploads)) {
			return objects.map((object) -> new StoredFile(object.uri().fileName(), object.size(), object.etag()))
				.toList();
		}
	}

	/**
	 * Spring MVC itself answers conditional requests by the ETag, and those for ranges by
	 * what the resource can skip.
	 */
	@GetMapping("/{name}")
	ResponseEntity<Resource> download(@PathVariable String name) {
		DwUri uri = uri(name);
		ObjectInfo object = this.dw.head(uri);
		ContentDisposition attachment = ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build();
		return ResponseEntity.ok()
			.eTag(object.etag())
			.contentType(type(object))
			.header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
			.header("X-Content-Type-Options", "nosniff")
			.body(new DwResource(uri, () -> this.dw));
	}

	@DeleteMapping("/{name}")
	ResponseEntity<Void> delete(@PathVariable String name) {
		this.dw.delete(uri(name));
		return ResponseEntity.noContent().build();
	}

	@ExceptionHandler(ObjectNotFoundException.class)
	ProblemDetail notFound() {
		return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such file");
	}

	private DwUri uri(String name) {
		if (!NAME.matcher(name).matches()) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"The name of a file begins with a letter or digit and has no slash");
		}
		return this.uploads.withKey(this.uploads.key() + name);
	}

	private static MediaType type(ObjectInfo object) {
		String type = object.contentType();
		return (type != null) ? MediaType.parseMediaType(type) : MediaType.APPLICATION_OCTET_STREAM;
	}

	private static String encode(String name) {
		return UriUtils.encodePathSegment(name, StandardCharsets.UTF_8);
	}

	/**
	 * A file in the lake.
	 *
	 * @param name its name
	 * @param size its size in bytes
	 * @param etag its ETag
	 */
	record StoredFile(String name, long size, String etag) {
	}

}
