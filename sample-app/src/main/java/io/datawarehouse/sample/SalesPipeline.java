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

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

import io.datawarehouse.job.DatlakeNotFoundException;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.sample.etl.SalesWorker;
import io.datawarehouse.sample.ingest.SalesIngest;
import io.datawarehouse.sample.lake.Lake;
import io.datawarehouse.sample.report.SalesReport;
import io.datawarehouse.sample.report.TenantReport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Runs the pipeline once, when the application has started: as one run, which the runs of
 * its parts are children of. It comes before the job of the profile {@code batch}, which
 * reads what it took in.
 */
@Component
@Order(-1)
class SalesPipeline implements ApplicationRunner, ExitCodeGenerator {

	private static final Log logger = LogFactory.getLog(SalesPipeline.class);

	private final JobContextFactory jobs;

	private final Lake lake;

	private final SalesIngest ingest;

	private final SalesWorker worker;

	private final TenantReport tenants;

	private final SalesReport report;

	private final SalesProperties properties;

	private boolean failed;

	SalesPipeline(JobContextFactory jobs, Lake lake, SalesIngest ingest, SalesWorker worker, TenantReport tenants,
			SalesReport report, SalesProperties properties) {
		this.jobs = jobs;
		this.lake = lake;
		this.ingest = ingest;
		this.worker = worker;
		this.tenants = tenants;
		this.report = report;
		this.properties = properties;
	}

	@Override
	public void run(ApplicationArguments args) throws Exception {
		long start = System.nanoTime();
		this.lake.prepare();
		int fresh = this.jobs.call("sales_pipeline", Map.of("input", this.properties.input()), (job) -> work());
		this.failed = this.report.print(fresh, (System.nanoTime() - start) / 1_000_000);
	}

	private int work() throws IOException, SQLException, InterruptedException {
		int fresh = this.ingest.ingest(this.properties.input());
		this.worker.awaitAll();
		if (this.lake.hasTotals()) {
			refreshTenants();
		}
		return fresh;
	}

	/**
	 * A lake may be older than the catalog, which then knows of no totals.
	 */
	private void refreshTenants() throws IOException, SQLException {
		try {
			this.tenants.refresh();
		}
		catch (DatlakeNotFoundException ex) {
			logger.warn("There is no new report of the shops: " + ex.getMessage());
		}
	}

	@Override
	public int getExitCode() {
		return this.failed ? 1 : 0;
	}

}
