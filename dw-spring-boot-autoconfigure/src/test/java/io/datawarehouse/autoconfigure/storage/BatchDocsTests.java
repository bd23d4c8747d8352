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

package io.datawarehouse.autoconfigure.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.batch.DwLineItemReader;
import io.datawarehouse.storage.batch.DwLineItemWriter;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the example of {@code docs/batch.md} is the one that is compiled here.
 */
class BatchDocsTests {

	private static final Path BASE = Path.of(System.getProperty("basedir", "."));

	@Test
	void exampleIsThis() throws IOException {
		List<String> lines = Files
			.readAllLines(BASE.resolve("src/test/java/io/datawarehouse/autoconfigure/storage/BatchDocsTests.java"));
		String example = String.join("\n",
				lines.subList(lines.indexOf("\t\t// tag::batch[]") + 1, lines.indexOf("\t\t// end::batch[]")));
		String docs = Files.readString(BASE.resolve("../docs/batch.md"));
		String found = docs.substring(docs.indexOf("```java\n") + 8);
		assertThat(found.substring(0, found.indexOf("```")).replaceAll("\\s+", ""))
			.isEqualTo(example.replaceAll("\\s+", ""));
	}

	/**
	 * Items of the example.
	 */
	record Order(String id, int count) {

		static Order parse(String line) {
			String[] fields = line.split(";");
			return new Order(fields[0], Integer.parseInt(fields[1]));
		}

		String toLine() {
			return this.id + ";" + this.count;
		}

	}

	static class Example {

		// tag::batch[]
		@Bean
		@StepScope
		DwLineItemReader<Order> orders(DataWarehouseOperations dw) {
			DwLineItemReader<Order> reader = new DwLineItemReader<>(dw, "dw://lake/raw/orders/*.csv",
					(line) -> Order.parse(line.text()));
			reader.setLinesToSkip(1);
			reader.setSaveState(false);
			return reader;
		}

		@Bean
		@StepScope
		DwLineItemWriter<Order> report(DataWarehouseOperations dw) {
			DwLineItemWriter<Order> writer = new DwLineItemWriter<>(dw, "dw://lake/reports/orders.csv", Order::toLine);
			writer.setHeader("id;count");
			writer.setSaveState(false);
			return writer;
		}
		// end::batch[]

	}

}
