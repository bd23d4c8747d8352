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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.datawarehouse.embedded.junit.EmbeddedDataWarehouse;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;
import io.datawarehouse.storage.batch.DwLine;
import io.datawarehouse.storage.batch.DwLineItemReader;
import io.datawarehouse.storage.batch.DwLineItemWriter;
import io.datawarehouse.storage.batch.DwObjectItemReader;
import io.datawarehouse.storage.batch.DwObjectItemWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.ParseException;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readers and writers of lines and objects in steps of Spring Batch, which are restarted
 * from a database.
 */
@EmbeddedDataWarehouse
class StorageBatchIT {

	private AnnotationConfigApplicationContext context;

	private DataWarehouseTemplate dw;

	private final List<String> written = new ArrayList<>();

	private volatile Function<String, String> processor = Function.identity();

	@BeforeEach
	void start(DataWarehouseTemplate dw) {
		this.dw = dw;
		dw.ensureBucket("lake");
		this.context = new AnnotationConfigApplicationContext(Batch.class);
	}

	@AfterEach
	void stop() {
		this.context.close();
		this.dw.forceEmptyBucket(this.dw.toUri("dw://lake"));
	}

	@Test
	void linesOfAllObjectsAreRead() throws Exception {
		this.dw.store("dw://lake/raw/1.csv", "\ufeffid;n\na;1\r\nb;2\n");
		this.dw.store("dw://lake/raw/2.csv", "");
		this.dw.store("dw://lake/raw/3.csv", "id;n\nc;3");
		this.dw.store("dw://lake/raw/4.txt", "id;n\nd;4");
		DwLineItemReader<String> reader = new DwLineItemReader<>(this.dw, "dw://lake/raw/*.csv",
				(line) -> line.number() + ":" + line.text());
		reader.setLinesToSkip(1);
		assertThat(run("read", step(reader, collect())).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.written).containsExactly("2:a;1", "3:b;2", "2:c;3");
	}

	@Test
	void prefixesAndSingleObjectsAreRead() throws Exception {
		this.dw.store("dw://lake/raw/sub/1.csv", "\ufeffa");
		this.dw.store("dw://lake/raw/2.csv", "b");
		run("prefix", step(new DwLineItemReader<>(this.dw, "dw://lake/raw/", DwLine::text), collect()));
		assertThat(this.written).containsExactly("b", "a");
		this.written.clear();
		run("single", step(new DwLineItemReader<>(this.dw, "dw://lake/raw/2.csv", DwLine::text), collect()));
		assertThat(this.written).containsExactly("b");
	}

	@Test
	void restartGoesOnAfterTheLastCommittedLine() throws Exception {
		this.dw.store("dw://lake/raw/1.csv", "a1\na2\na3\na4\n");
		this.dw.store("dw://lake/raw/2.csv", "b1\nb2\nb3\n");
		this.processor = failOn("b2");
		assertThat(run("lines", step(lines(), collect())).getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(this.written).containsExactly("a1", "a2", "a3", "a4");
		this.processor = Function.identity();
		assertThat(run("lines", step(lines(), collect())).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.written).containsExactly("a1", "a2", "a3", "a4", "b1", "b2", "b3");
	}

	@Test
	void restartGoesOnInTheMiddleOfAnObject() throws Exception {
		this.dw.store("dw://lake/raw/1.csv", "ä1\r\nä2\r\nä3\r\nä4\r\n");
		this.processor = failOn("ä4");
		run("middle", step(lines(), collect()));
		assertThat(this.written).containsExactly("ä1", "ä2");
		this.processor = Function.identity();
		run("middle", step(lines(), collect()));
		assertThat(this.written).containsExactly("ä1", "ä2", "ä3", "ä4");
	}

	@Test
	void restartInAnObjectThatWasChangedFails() throws Exception {
		this.dw.store("dw://lake/raw/1.csv", "a1\na2\na3\na4\n");
		this.processor = failOn("a4");
		run("changed", step(lines(), collect()));
		this.dw.store("dw://lake/raw/1.csv", "a0\na1\na2\na3\na4\n");
		JobExecution restarted = run("changed", step(lines(), collect()));
		assertThat(restarted.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(restarted.getAllFailureExceptions())
			.anySatisfy((failure) -> assertThat(failure).hasMessageContaining("dw://lake/raw/1.csv")
				.hasMessageContaining("changed or deleted"));
	}

	@Test
	void lineThatCannotBeMappedCanBeSkipped() throws Exception {
		this.dw.store("dw://lake/raw/1.csv", "1\nx\n3\n");
		DwLineItemReader<String> reader = new DwLineItemReader<>(this.dw, "dw://lake/raw/",
				(line) -> Integer.toString(Integer.parseInt(line.text())));
		Step step = new StepBuilder("skip", repository()).<String, String>chunk(2)
			.transactionManager(transactions())
			.reader(reader)
			.writer(collect())
			.faultTolerant()
			.skip(ParseException.class)
			.skipLimit(1)
			.build();
		assertThat(run("skip", step).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.written).containsExactly("1", "3");
	}

	@Test
	void objectsAreRead() throws Exception {
		this.dw.storeJson("dw://lake/orders/1.json", new Order("a", 1));
		this.dw.storeJson("dw://lake/orders/2.json", new Order("b", 2));
		DwObjectItemReader<Order> reader = DwObjectItemReader.json(this.dw, "dw://lake/orders/*.json", Order.class);
		List<Order> orders = new ArrayList<>();
		Step step = new StepBuilder("orders", repository()).<Order, Order>chunk(2)
			.transactionManager(transactions())
			.reader(reader)
			.writer((chunk) -> orders.addAll(chunk.getItems()))
			.build();
		run("orders", step);
		assertThat(orders).containsExactly(new Order("a", 1), new Order("b", 2));
	}

	@Test
	void restartGoesOnAfterTheLastCommittedObjectThoughItIsGone() throws Exception {
		for (int number = 1; number <= 5; number++) {
			this.dw.store("dw://lake/in/" + number, "n" + number);
		}
		this.processor = failOn("n4");
		run("objects", step(objects(), collect()));
		assertThat(this.written).containsExactly("n1", "n2");
		this.processor = Function.identity();
		this.dw.delete("dw://lake/in/2");
		run("objects", step(objects(), collect()));
		assertThat(this.written).containsExactly("n1", "n2", "n3", "n4", "n5");
	}

	@Test
	void objectIsPublishedWhenTheStepHasSucceeded() throws Exception {
		List<Boolean> visible = new ArrayList<>();
		this.processor = (item) -> {
			visible.add(this.dw.exists("dw://lake/out.csv"));
			return item;
		};
		DwLineItemWriter<String> writer = writer(this.dw);
		writer.setHeader("name");
		writer.setFooter("end");
		assertThat(run("write", step(items("a", "b", "c"), writer)).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.dw.retrieveString("dw://lake/out.csv")).isEqualTo("name\na\nb\nc\nend\n");
		assertThat(visible).containsOnly(false);
	}

	@Test
	void nothingIsPublishedOrLeftWhenTheStepFails() throws Exception {
		this.dw.store("dw://lake/out.csv", "of yesterday");
		this.processor = failOn("c");
		String large = "x".repeat(6 * 1024 * 1024);
		assertThat(run("fail", step(items(large, large, "b", "c"), writer(this.dw))).getStatus())
			.isEqualTo(BatchStatus.FAILED);
		assertThat(this.dw.retrieveString("dw://lake/out.csv")).isEqualTo("of yesterday");
		assertThat(this.dw.execute((s3) -> s3.listMultipartUploads((list) -> list.bucket("lake"))).uploads()).isEmpty();
	}

	@Test
	void restartThatWouldLoseItemsIsRefused() throws Exception {
		this.processor = failOn("c");
		run("lose", step(items("a", "b", "c"), writer(this.dw)));
		this.processor = Function.identity();
		JobExecution restarted = run("lose", step(items("c"), writer(this.dw)));
		assertThat(restarted.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(restarted.getAllFailureExceptions())
			.anySatisfy((failure) -> assertThat(failure).hasMessageContaining("setSaveState(false)"));
		assertThat(this.dw.exists("dw://lake/out.csv")).isFalse();
	}

	@Test
	void restartFromTheFirstItemPublishesAll() throws Exception {
		this.dw.store("dw://lake/raw/1.csv", "a\nb\nc\n");
		this.processor = failOn("c");
		run("again", fromTheFirst());
		this.processor = Function.identity();
		assertThat(run("again", fromTheFirst()).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(this.dw.retrieveString("dw://lake/out.csv")).isEqualTo("a\nb\nc\n");
	}

	private Step fromTheFirst() {
		DwLineItemReader<String> reader = lines();
		reader.setSaveState(false);
		DwLineItemWriter<String> writer = writer(this.dw);
		writer.setSaveState(false);
		return step(reader, writer);
	}

	@Test
	void itemThatAnotherWriterRefusesIsNotInTheObject() throws Exception {
		DwLineItemWriter<String> writer = writer(this.dw);
		List<String> attempts = new ArrayList<>();
		ItemWriter<String> both = (chunk) -> {
			attempts.addAll(chunk.getItems());
			if (chunk.getItems().contains("c")) {
				throw new IllegalStateException("bad item");
			}
			writer.write(chunk);
		};
		Step step = new StepBuilder("rollback", repository()).<String, String>chunk(2)
			.transactionManager(transactions())
			.reader(items("a", "b", "c", "d", "e"))
			.writer(both)
			.faultTolerant()
			.skip(IllegalStateException.class)
			.skipLimit(1)
			.stream(writer)
			.listener(writer)
			.build();
		assertThat(run("rollback", step).getStatus()).isEqualTo(BatchStatus.COMPLETED);
		assertThat(attempts).contains("c");
		assertThat(this.dw.retrieveString("dw://lake/out.csv")).isEqualTo("a\nb\nd\ne\n");
	}

	@Test
	void stepFailsWhenItsObjectCannotBePublished() throws Exception {
		DwLineItemWriter<String> writer = new DwLineItemWriter<>(this.dw, "dw://no-such-bucket/out.csv",
				(item) -> item);
		JobExecution execution = run("refused", step(items("a"), writer));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
		assertThat(execution.getAllFailureExceptions())
			.anySatisfy((failure) -> assertThat(failure).hasMessageContaining("no-such-bucket"));
	}

	@Test
	void eachItemIsAnObject() throws Exception {
		DwObjectItemWriter<String> writer = new DwObjectItemWriter<>(this.dw, (item) -> "dw://lake/items/" + item,
				(item) -> item.toUpperCase(Locale.ROOT).getBytes());
		run("items", step(items("a", "b", "c"), writer));
		try (Stream<ObjectInfo> objects = this.dw.list("dw://lake/items/")) {
			assertThat(objects).hasSize(3);
		}
		assertThat(this.dw.retrieveString("dw://lake/items/c")).isEqualTo("C");
	}

	private static Function<String, String> failOn(String bad) {
		return (item) -> {
			if (item.equals(bad)) {
				throw new IllegalStateException("broken");
			}
			return item;
		};
	}

	private DwLineItemReader<String> lines() {
		return new DwLineItemReader<>(this.dw, "dw://lake/raw/", DwLine::text);
	}

	private DwObjectItemReader<String> objects() {
		return new DwObjectItemReader<>(this.dw, "dw://lake/in/", (content) -> new String(content.readAllBytes()));
	}

	private static DwLineItemWriter<String> writer(DataWarehouseOperations dw) {
		return new DwLineItemWriter<>(dw, "dw://lake/out.csv", (item) -> item);
	}

	private static ItemReader<String> items(String... items) {
		return new ListItemReader<>(List.of(items));
	}

	private ItemWriter<String> collect() {
		return (chunk) -> this.written.addAll(chunk.getItems());
	}

	private Step step(ItemReader<String> reader, ItemWriter<String> writer) {
		return new StepBuilder("step", repository()).<String, String>chunk(2)
			.transactionManager(transactions())
			.reader(reader)
			.processor((item) -> this.processor.apply(item))
			.writer(writer)
			.build();
	}

	private JobExecution run(String name, Step step) throws Exception {
		return this.context.getBean(JobOperator.class)
			.start(new JobBuilder(name, repository()).start(step).build(), new JobParameters());
	}

	private JobRepository repository() {
		return this.context.getBean(JobRepository.class);
	}

	private PlatformTransactionManager transactions() {
		return this.context.getBean(PlatformTransactionManager.class);
	}

	record Order(String id, int count) {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	@EnableJdbcJobRepository
	static class Batch {

		@Bean
		DataSource dataSource() {
			return new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
				.generateUniqueName(true)
				.addScript("org/springframework/batch/core/schema-h2.sql")
				.build();
		}

		@Bean
		JdbcTransactionManager transactionManager(DataSource dataSource) {
			return new JdbcTransactionManager(dataSource);
		}

	}

}
