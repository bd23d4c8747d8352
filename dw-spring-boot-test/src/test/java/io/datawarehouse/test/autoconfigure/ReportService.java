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

package io.datawarehouse.test.autoconfigure;

import io.datawarehouse.fila.FilaTemplate;
import io.datawarehouse.job.JobContextFactory;
import io.datawarehouse.storage.DataWarehouseOperations;

import org.springframework.stereotype.Service;

/**
 * What an application does with all three clients.
 */
@Service
class ReportService {

	private final DataWarehouseOperations dw;

	private final JobContextFactory jobs;

	private final FilaTemplate fila;

	ReportService(DataWarehouseOperations dw, JobContextFactory jobs, FilaTemplate fila) {
		this.dw = dw;
		this.jobs = jobs;
		this.fila = fila;
	}

	void publish(String report) {
		this.jobs.run("publish_report", (job) -> {
			this.dw.store("dw://lake/report.txt", report);
			this.fila.convertAndSend("reports", report);
		});
	}

}
