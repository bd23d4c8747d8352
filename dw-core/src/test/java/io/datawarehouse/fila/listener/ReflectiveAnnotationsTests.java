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

package io.datawarehouse.fila.listener;

import java.util.List;

import io.datawarehouse.job.LineageJob;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the annotations of listeners and jobs say what has to be reached by
 * reflection, so that users have to say nothing.
 */
class ReflectiveAnnotationsTests {

	private final RuntimeHints hints = new RuntimeHints();

	ReflectiveAnnotationsTests() {
		new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(this.hints, Listener.class, Handlers.class,
				Jobs.class);
	}

	@Test
	void listenerMethodsCanBeInvoked() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Listener.class, "onOrder"))
			.accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Handlers.class, "onPayment"))
			.accepts(this.hints);
	}

	@Test
	void payloadsCanBeRead() {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(Order.class)
			.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).accepts(this.hints);
		assertThat(RuntimeHintsPredicates.reflection().onType(Payment.class)).accepts(this.hints);
	}

	@Test
	void partsOfPayloadsCanBeRead() {
		assertThat(RuntimeHintsPredicates.reflection().onType(Line.class)).accepts(this.hints);
	}

	@Test
	void repliesCanBeWritten() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Receipt.class, "number")).accepts(this.hints);
	}

	@Test
	void jobMethodsCanBeInvokedThroughTheirProxy() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Jobs.class, "aggregate")).accepts(this.hints);
	}

	record Line(String product) {

	}

	record Order(String id, List<Line> lines) {

	}

	record Payment(String id) {

	}

	record Receipt(int number) {

	}

	static class Listener {

		@FilaListener(queues = "orders")
		@SendTo("receipts")
		Receipt onOrder(Order order, @Header("tenant") String tenant, Acknowledgment acknowledgment) {
			return new Receipt(order.lines().size());
		}

	}

	@FilaListener(queues = "payments")
	static class Handlers {

		@FilaHandler
		void onPayment(Payment payment) {
		}

	}

	static class Jobs {

		@LineageJob("daily_sales")
		void aggregate() {
		}

	}

}
