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

package io.datawarehouse.storage.batch;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class PendingLinesTests {

	private final TransactionTemplate transactions = new TransactionTemplate(new ResourcelessTransactionManager());

	private final PendingLines lines = new PendingLines();

	private void add(String text) {
		this.lines.add(text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void linesCountWhenTheirTransactionIsCommitted() {
		this.transactions.executeWithoutResult((status) -> {
			add("a");
			add("b");
			assertThat(this.lines.take()).isEmpty();
		});
		assertThat(this.lines.take()).asString().isEqualTo("ab");
		assertThat(this.lines.take()).isEmpty();
	}

	@Test
	void linesOfATransactionThatIsRolledBackDoNotCount() {
		this.transactions.executeWithoutResult((status) -> {
			add("a");
			status.setRollbackOnly();
		});
		this.transactions.executeWithoutResult((status) -> add("b"));
		assertThat(this.lines.take()).asString().isEqualTo("b");
	}

	@Test
	void linesCountAtOnceWithoutATransaction() {
		add("header");
		assertThat(this.lines.take()).asString().isEqualTo("header");
	}

}
