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
package io.datawarehouse.autoconfigure.observation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A request to a web application, its calls of the object store and the catalog, the
 * message that it sends, and the listener that handles it are one trace, with the tracer
 * that Spring Boot configures.
 */
@Timeout(180)
class OneTraceIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	@Test
	void requestStorageCatalogAndMessageAreOneTrace() {
		try (ConfigurableApplicationContext application = ObservedApplication.start(List.of(Tracing.class),
				"management.tracing.sampling.probability=1.0")) {
			Spans spans = application.getBean(Spans.class);
			ObservedApplication.client(application).post().uri("/orders?id=1").retrieve().toBodilessEntity();
			await().atMost(SOON).until(() -> spans.named("orders receive").size() == 1);
			await().atMost(SOON).until(() -> spans.named("http post /orders").size() == 1);
			SpanData request = spans.named("http post /orders").get(0);
			List<SpanData> trace = spans.inTraceOf(request);
			assertThat(trace).extracting(SpanData::getName)
				.contains("run order", "start-run order", "store lake", "orders send", "enqueue orders",
						"orders receive", "retrieve lake", "complete-run order", "http post");
			Map<String, SpanData> byId = trace.stream()
				.collect(Collectors.toMap(SpanData::getSpanId, Function.identity()));
			assertThat(trace).filteredOn((span) -> span != request)
				.allSatisfy((span) -> assertThat(byId).as("parent of " + span.getName())
					.containsKey(span.getParentSpanId()));
			assertParent(byId, "run order", "http post /orders");
			assertParent(byId, "start-run order", "run order");
			assertParent(byId, "store lake", "run order");
			assertParent(byId, "orders send", "run order");
			assertParent(byId, "enqueue orders", "orders send");
			assertParent(byId, "orders receive", "orders send");
			assertParent(byId, "retrieve lake", "orders receive");
			assertParent(byId, "complete-run order", "run order");
		}
	}

	private static void assertParent(Map<String, SpanData> byId, String child, String parent) {
		assertThat(byId.values()).filteredOn((span) -> span.getName().equals(child))
			.isNotEmpty()
			.allSatisfy((span) -> assertThat(byId.get(span.getParentSpanId()).getName()).as("parent of " + child)
				.isEqualTo(parent));
	}

	@Configuration(proxyBeanMethods = false)
	static class Tracing {

		@Bean
		Spans spans() {
			return new Spans();
		}

	}

	/**
	 * Keeps the spans that ended.
	 */
	static class Spans implements SpanProcessor {

		private final Queue<SpanData> ended = new ConcurrentLinkedQueue<>();

		List<SpanData> named(String name) {
			return this.ended.stream().filter((span) -> span.getName().equals(name)).toList();
		}

		List<SpanData> inTraceOf(SpanData root) {
			return this.ended.stream().filter((span) -> span.getTraceId().equals(root.getTraceId())).toList();
		}

		@Override
		public void onStart(Context context, ReadWriteSpan span) {
		}

		@Override
		public boolean isStartRequired() {
			return false;
		}

		@Override
		public void onEnd(ReadableSpan span) {
			this.ended.add(span.toSpanData());
		}

		@Override
		public boolean isEndRequired() {
			return true;
		}

	}

}
