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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Lets in only those requests that come from the console's own pages. Everybody on this
 * machine may look; no other web page in the developer's browser may.
 */
final class ConsoleGuard {

	/**
	 * What pages of the console send with what changes something. A page of another
	 * origin cannot, without being asked first, which is refused.
	 */
	static final String MARK = "X-DW-Console";

	/**
	 * Nothing from elsewhere, nothing inline, and no text becomes HTML.
	 */
	static final Map<String, String> HEADERS = Map.of("Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
					+ "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
					+ "require-trusted-types-for 'script'; trusted-types 'none'",
			"X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY", "Referrer-Policy", "no-referrer",
			"Cross-Origin-Opener-Policy", "same-origin", "Cross-Origin-Resource-Policy", "same-origin");

	private final Set<String> hosts;

	ConsoleGuard(int port) {
		this.hosts = (port == 80) ? Set.of("127.0.0.1", "localhost", "127.0.0.1:80", "localhost:80")
				: Set.of("127.0.0.1:" + port, "localhost:" + port);
	}

	/**
	 * Check where a request comes from.
	 * @throws ConsoleException if it is not let in
	 */
	void check(ConsoleRequest request) {
		String host = host(request);
		boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
		if (reads && !request.isForApi()) {
			return;
		}
		String site = request.header("Sec-Fetch-Site");
		if (site != null && !site.equals("same-origin") && !(reads && site.equals("none"))) {
			throw refused("requests of other sites are not answered");
		}
		if (!reads) {
			checkWrite(request, host);
		}
	}

	/**
	 * A name that was made to point here ("DNS rebinding") is still told as the host.
	 */
	private String host(ConsoleRequest request) {
		List<String> hosts = request.headers("Host");
		String host = (hosts.size() == 1) ? hosts.get(0).toLowerCase(Locale.ROOT) : null;
		if (host == null || !this.hosts.contains(host) || request.hostInTarget() != null) {
			throw new ConsoleException(421, "The console answers only as " + String.join(" or ", this.hosts));
		}
		return host;
	}

	private static void checkWrite(ConsoleRequest request, String host) {
		if (!"1".equals(request.header(MARK))) {
			throw refused("the header " + MARK + " is missing");
		}
		String origin = request.header("Origin");
		if (origin != null && !origin.equals("http://" + host)) {
			throw refused("its origin is another one");
		}
	}

	private static ConsoleException refused(String why) {
		return new ConsoleException(403, "The request is refused: " + why);
	}

}
