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

import java.io.IOException;
import java.net.URI;
import java.util.List;

import io.datawarehouse.sample.web.Uploads.StoredFile;

import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/**
 * REST API over the files that people send.
 */
@RestController
@RequestMapping("/api/uploads")
class UploadController {

	private final Uploads uploads;

	private final Downloads downloads;

	UploadController(Uploads uploads, Downloads downloads) {
		this.uploads = uploads;
		this.downloads = downloads;
	}

	@PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<StoredFile> upload(@RequestParam MultipartFile file) throws IOException {
		StoredFile stored = this.uploads.store(file);
		return ResponseEntity.created(URI.create("/api/uploads/" + stored.path())).body(stored);
	}

	@GetMapping
	List<StoredFile> uploads() {
		return this.uploads.list();
	}

	@GetMapping("/{name}")
	ResponseEntity<Resource> download(@PathVariable String name) {
		return this.downloads.of(this.uploads.uri(name));
	}

	@DeleteMapping("/{name}")
	ResponseEntity<Void> delete(@PathVariable String name) {
		this.uploads.delete(name);
		return ResponseEntity.noContent().build();
	}

}
