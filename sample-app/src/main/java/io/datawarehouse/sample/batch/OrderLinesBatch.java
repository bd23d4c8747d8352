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

package io.datawarehouse.sample.batch;

import java.util.List;

import io.datawarehouse.sample.etl.OrderLine;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.storage.DataWarehouseOperations;
import io.datawarehouse.storage.batch.DwLineItemReader;
import io.datawarehouse.storage.batch.DwLineItemWriter;
import io.datawarehouse.storage.batch.DwLineMapper;

import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ParseException;
import org.springframework.batch.infrastructure.item.file.mapping.DefaultLineMapper;
import org.springframework.batch.infrastructure.item.file.transform.DelimitedLineTokenizer;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/**
 * The job {@code order_lines}: reads all raw files, skips the lines that make no sense,
 * and publishes the rest as one object. The job and its step are tracked runs by
 * themselves.
 */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
@Profile("batch")
class OrderLinesBatch {

	private static final int CHUNK = 500;

	private static final int MOST_SKIPPED = 10_000;

	/**
	 * What Spring Boot's starter does for all jobs, and with a database.
	 */
	@Bean
	ApplicationRunner orderLinesRunner(JobOperator operator, Job orderLines) {
		return (args) -> operator.start(orderLines, new JobParameters());
	}

	@Bean
	Job orderLines(JobRepository repository, DwLineItemReader<OrderLine> rawLines,
			DwLineItemWriter<OrderLine> checkedLines) {
		Step check = new StepBuilder("check", repository).<OrderLine, OrderLine>chunk(CHUNK)
			.reader(rawLines)
			.writer(checkedLines)
			.faultTolerant()
			.skip(ParseException.class)
			.skipLimit(MOST_SKIPPED)
			.build();
		return new JobBuilder("order_lines", repository).start(check).build();
	}

	@Bean
	@StepScope
	DwLineItemReader<OrderLine> rawLines(DataWarehouseOperations dw, Lake lake) {
		DefaultLineMapper<OrderLine> mapper = new DefaultLineMapper<>();
		mapper.setLineTokenizer(new DelimitedLineTokenizer());
		mapper.setFieldSetMapper((fields) -> OrderLine.of(List.of(fields.getValues())));
		DwLineItemReader<OrderLine> reader = new DwLineItemReader<>(dw, lake.rawTable(), DwLineMapper.of(mapper));
		reader.setLinesToSkip(1);
		reader.setSaveState(false);
		return reader;
	}

	@Bean
	@StepScope
	DwLineItemWriter<OrderLine> checkedLines(DataWarehouseOperations dw, Lake lake) {
		DwLineItemWriter<OrderLine> writer = new DwLineItemWriter<>(dw, lake.orderLines(), OrderLinesBatch::toLine);
		writer.setHeader("order_id,order_time,tenant,currency,amount,refund");
		writer.setSaveState(false);
		return writer;
	}

	private static String toLine(OrderLine line) {
		return String.join(",", line.orderId(), line.time().toString(), line.tenant(), line.currency(),
				line.amount().toPlainString(), Boolean.toString(line.refund()));
	}

}
