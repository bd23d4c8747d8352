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
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

import org.jspecify.annotations.Nullable;

/**
 * The files that pages are made of.
 */
final class ConsolePages {

	private static final List<String> SCRIPTS = List.of("api.js", "app.js", "dom.js", "format.js", "layout.js",
			"lineage.js", "objects.js", "plot.js", "preview.js", "queues.js", "run.js", "runs.js", "timings.js");

	private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

	private static final String REVALIDATE = "no-cache";

	static final String GRAPH_LIBRARY = "META-INF/resources/webjars/cytoscape/%s/dist/cytoscape.esm.min.mjs";

	static final String GRAPH_LIBRARY_VERSION = "META-INF/maven/org.webjars.npm/cytoscape/pom.properties";

	private ConsolePages() {
	}

	static void addTo(ConsoleHandler handler) {
		page(handler, "/", "index.html", "text/html; charset=utf-8");
		page(handler, "/console.css", "console.css", "text/css; charset=utf-8");
		page(handler, "/icon.svg", "icon.svg", "image/svg+xml");
		SCRIPTS.forEach((script) -> page(handler, "/js/" + script, "js/" + script, JAVASCRIPT));
		handler.route("GET", "/lib/cytoscape.mjs", (request) -> graphLibrary());
	}

	private static void page(ConsoleHandler handler, String path, String file, String type) {
		handler.route("GET", path, (request) -> ConsoleResponse.of(200, type, REVALIDATE, own(file)));
	}

	private static byte[] own(String file) throws IOException {
		try (InputStream content = ConsolePages.class.getResourceAsStream(file)) {
			return bytes(content, file);
		}
	}

	private static ConsoleResponse graphLibrary() throws IOException {
		String file = GRAPH_LIBRARY.formatted(graphLibraryVersion());
		try (InputStream content = ConsolePages.class.getClassLoader().getResourceAsStream(file)) {
			return ConsoleResponse.of(200, JAVASCRIPT, REVALIDATE, bytes(content, file));
		}
	}

	private static String graphLibraryVersion() {
		Properties properties = new Properties();
		try (InputStream content = ConsolePages.class.getClassLoader().getResourceAsStream(GRAPH_LIBRARY_VERSION)) {
			if (content != null) {
				properties.load(content);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return properties.getProperty("version", "");
	}

	private static byte[] bytes(@Nullable InputStream content, String file) throws IOException {
		if (content == null) {
			throw ConsoleException.notFound("There is no " + file + " on the class path");
		}
		return content.readAllBytes();
	}

}
