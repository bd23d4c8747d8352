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

package io.datawarehouse.sample;

import io.datawarehouse.sample.etl.SalesWorker;
import io.datawarehouse.sample.ingest.SalesIngest;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.report.SalesReport;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/**
 * Runs the pipeline once, when the application has started.
 */
@Component
class SalesPipeline implements ApplicationRunner, ExitCodeGenerator {

	private final Lake lake;

	private final SalesIngest ingest;

	private final SalesWorker worker;

	private final SalesReport report;

	private boolean failed;

	SalesPipeline(Lake lake, SalesIngest ingest, SalesWorker worker, SalesReport report) {
		this.lake = lake;
		this.ingest = ingest;
		this.worker = worker;
		this.report = report;
	}

	@Override
	public void run(ApplicationArguments args) throws Exception {
		long start = System.nanoTime();
		this.lake.prepare();
		this.worker.prepare();
		int fresh = this.ingest.ingest();
		this.worker.drain();
		this.failed = this.report.print(fresh, (System.nanoTime() - start) / 1_000_000);
	}

	@Override
	public int getExitCode() {
		return this.failed ? 1 : 0;
	}

}
