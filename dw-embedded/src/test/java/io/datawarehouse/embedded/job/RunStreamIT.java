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

package io.datawarehouse.embedded.job;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Integration tests of the stream of changes of runs.
 */
class RunStreamIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final EmbeddedDatlakeCatalog catalog = EmbeddedDatlakeCatalog.builder().start();

	private final CatalogHttp http = new CatalogHttp(this.catalog.url());

	@AfterEach
	void stop() {
		this.catalog.close();
	}

	@Test
	void listenerThatComesBackGetsWhatItMissed() throws Exception {
		String seen;
		try (Listener listener = new Listener("", null)) {
			this.http.start("first", "{}");
			seen = listener.next().id();
		}
		this.http.start("second", "{}");
		this.http.start("third", "{}");
		try (Listener back = new Listener("", seen)) {
			assertThat(back.next().data()).contains("\"second\"");
			assertThat(back.next().data()).contains("\"third\"");
			this.http.start("fourth", "{}");
			assertThat(back.next().data()).contains("\"fourth\"");
		}
	}

	@Test
	void listenerThatMissedTooMuchIsTold() throws Exception {
		String first;
		try (Listener listener = new Listener("", null)) {
			this.http.start("first", "{}");
			first = listener.next().id();
		}
		for (int i = 0; i <= RunChanges.KEPT; i++) {
			this.catalog.changes().publish("run", CatalogJson.object().put("number", i));
		}
		for (String unknown : List.of(first, "of-another-process", "x-1", first + "99999")) {
			try (Listener back = new Listener("", unknown)) {
				assertThat(back.next().type()).isEqualTo("reset");
				this.http.start("next", "{}");
				assertThat(back.next().data()).contains("\"next\"");
			}
		}
	}

	@Test
	void eventsAreToldToThoseWhoWish() throws Exception {
		try (Listener runs = new Listener("", null); Listener all = new Listener("?events=true", null)) {
			this.http.ok("POST", "/api/v1/events/broadcast?event_type=metrics", "{\"data\":{\"rows\":7}}");
			this.http.start("etl", "{}");
			Event event = all.next();
			assertThat(event.type()).isEqualTo("event");
			assertThat(event.data()).contains("\"metrics\"", "\"rows\":7");
			assertThat(runs.next().type()).isEqualTo("run");
		}
	}

	@Test
	void hostileNamesDoNotBreakTheStream() throws Exception {
		try (Listener listener = new Listener("", null)) {
			this.http.start("a\u2028b<script>\\u000adata: x", "{}");
			assertThat(listener.next().data()).contains("<script>");
			this.http.start("next", "{}");
			assertThat(listener.next().data()).contains("\"next\"");
		}
	}

	@Test
	void listenerThatDoesNotReadIsCutOffAndHarmsNobody() throws Exception {
		try (Listener slow = new Listener("", null); Listener other = new Listener("", null)) {
			ObjectNode change = CatalogJson.object().put("text", "x".repeat(8000));
			// More than socket buffers and the queue can hold.
			await().atMost(PATIENCE).pollInterval(Duration.ofMillis(1)).until(() -> {
				for (int i = 0; i < 100; i++) {
					this.catalog.changes().publish("run", change.deepCopy());
					other.next();
				}
				return this.catalog.changes().listeners() == 1;
			});
			this.http.start("etl", "{}");
			assertThat(other.next().data()).contains("\"etl\"");
			await().atMost(PATIENCE)
				.until(() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.filter((thread) -> thread.getName().equals("dw-catalog-listener"))
					.count() == 1);
			assertThat(slow.toEnd()).isPositive();
		}
	}

	@Test
	void listenersAreBoundedAndDoNotTakeTheThreadsOfRequests() throws Exception {
		List<Listener> listeners = new ArrayList<>();
		try {
			for (int i = 0; i < RunChanges.MAX_LISTENERS; i++) {
				listeners.add(new Listener("", null));
			}
			this.http.refused(503, "GET", "/api/v1/runs/stream", "");
			this.http.start("etl", "{}");
			for (Listener listener : listeners) {
				assertThat(listener.next().data()).contains("\"etl\"");
			}
		}
		finally {
			for (Listener listener : listeners) {
				listener.close();
			}
		}
		await().atMost(PATIENCE).until(() -> this.catalog.changes().listeners() == 0);
		new Listener("", null).close();
	}

	@Test
	void closeEndsTheStreams() throws Exception {
		try (Listener listener = new Listener("", null)) {
			this.catalog.close();
			listener.toEnd();
			await().atMost(PATIENCE).until(() -> this.catalog.changes().listeners() == 0);
		}
	}

	/**
	 * A listener on a socket of its own, which reads only when it is told to.
	 */
	private final class Listener implements AutoCloseable {

		private final Socket socket;

		private final BufferedReader lines;

		Listener(String query, String lastEventId) throws IOException {
			this.socket = new Socket(InetAddress.getByName("127.0.0.1"), RunStreamIT.this.catalog.port());
			this.socket.setSoTimeout((int) PATIENCE.toMillis());
			String header = (lastEventId != null) ? "Last-Event-ID: " + lastEventId + "\r\n" : "";
			this.socket.getOutputStream()
				.write(("GET /api/v1/runs/stream" + query + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			this.lines = new BufferedReader(
					new InputStreamReader(this.socket.getInputStream(), StandardCharsets.UTF_8));
			String line = this.lines.readLine();
			assertThat(line).contains("200");
			while (!line.equals(": listening")) {
				line = this.lines.readLine();
			}
		}

		Event next() throws IOException {
			String id = "";
			String type = "";
			for (;;) {
				String line = this.lines.readLine();
				assertThat(line).as("the stream goes on").isNotNull();
				if (line.startsWith("id: ")) {
					id = line.substring(4);
				}
				else if (line.startsWith("event: ")) {
					type = line.substring(7);
				}
				else if (line.startsWith("data: ")) {
					return new Event(id, type, line.substring(6));
				}
			}
		}

		long toEnd() {
			long characters = 0;
			try {
				String line = this.lines.readLine();
				while (line != null) {
					characters += line.length();
					line = this.lines.readLine();
				}
			}
			catch (IOException ex) {
				assertThat(ex).as("cut off rather than silent").isNotInstanceOf(SocketTimeoutException.class);
			}
			return characters;
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

	private record Event(String id, String type, String data) {
	}

}
