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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.datawarehouse.embedded.console.DataWarehouseConsole;
import io.datawarehouse.sample.lake.FileResult;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.report.CuratedTotals;
import io.datawarehouse.sample.web.Uploads.StoredFile;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Writes the home page. What is put into it is always text and never HTML.
 */
@Component
class HomePage {

	private final Template template;

	private final Uploads uploads;

	private final Lake lake;

	private final CuratedTotals totals;

	private final ObjectProvider<DataWarehouseConsole> console;

	HomePage(@Value("classpath:templates/home.mustache") Resource template, Uploads uploads, Lake lake,
			CuratedTotals totals, ObjectProvider<DataWarehouseConsole> console) throws IOException {
		this.template = Mustache.compiler().compile(template.getContentAsString(StandardCharsets.UTF_8));
		this.uploads = uploads;
		this.lake = lake;
		this.totals = totals;
		this.console = console;
	}

	/**
	 * Write the page as things are now.
	 * @param origin the address of this application
	 * @param news what happened: {@code uploaded} or {@code problem}, or nothing
	 * @return the page
	 */
	String render(String origin, Map<String, ?> news) {
		Map<String, Object> model = new HashMap<>(news);
		long waiting = this.lake.waiting();
		List<FileResult> results = this.lake.results();
		List<StoredFile> sent = this.uploads.list();
		model.put("origin", origin);
		// There is none when no server is embedded.
		this.console.ifAvailable((console) -> model.put("console", console.url()));
		model.put("bucket", this.lake.bucket());
		model.put("waiting", (waiting > 0) ? waiting : false);
		model.put("files", results.stream().map(FileRow::new).toList());
		model.put("totals", this.totals.find(null, null));
		model.put("tenantReport", this.lake.hasTenantReport());
		model.put("sent", !sent.isEmpty());
		model.put("uploads", sent);
		return this.template.execute(model);
	}

	/**
	 * A file as the page shows it.
	 *
	 * @param result what came of the file
	 */
	record FileRow(FileResult result) {

		String name() {
			return this.result.file().name();
		}

		/**
		 * Where the rejected lines are.
		 * @return the path, or {@code null} if there are none
		 */
		@Nullable String rejectsPath() {
			return (this.result.rejects() != null) ? "/api/rejects/" + this.result.file().path("csv") : null;
		}

	}

}
