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
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The home page: what there is to look at, a form for files, and the report.
 */
@Controller
class HomeController {

	private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

	private final HomePage page;

	private final Uploads uploads;

	HomeController(HomePage page, Uploads uploads) {
		this.page = page;
		this.uploads = uploads;
	}

	@GetMapping("/")
	ResponseEntity<String> home(@RequestParam(required = false) @Nullable String uploaded) {
		return show(HttpStatus.OK, this.uploads.contains(uploaded) ? Map.of("uploaded", uploaded) : Map.of());
	}

	/**
	 * Sends the browser on, so that a reload sends no file again.
	 */
	@PostMapping(path = "/", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
	ResponseEntity<Void> upload(@RequestParam MultipartFile file) throws IOException {
		String path = this.uploads.store(file).path();
		return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create("/?uploaded=" + path)).build();
	}

	@ExceptionHandler
	ResponseEntity<String> refused(IllegalArgumentException ex) {
		return show(HttpStatus.BAD_REQUEST, Map.of("problem", String.valueOf(ex.getMessage())));
	}

	private ResponseEntity<String> show(HttpStatus status, Map<String, String> news) {
		String origin = ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
		return ResponseEntity.status(status).contentType(HTML).body(this.page.render(origin, news));
	}

}
