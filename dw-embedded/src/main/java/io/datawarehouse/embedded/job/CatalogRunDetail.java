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

import java.util.List;

/**
 * A run with everything that belongs to it.
 *
 * @param run the run
 * @param inputs what it read
 * @param outputs what it wrote
 * @param events its events, the first 1,000 in the order they came
 * @param artifacts its files
 * @param snapshots the snapshots of tables that it registered, the first 1,000
 * @param children the runs that were started in it, the latest 1,000
 * @since 1.0.0
 */
public record CatalogRunDetail(CatalogRun run, List<CatalogDataset> inputs, List<CatalogDataset> outputs,
		List<CatalogEvent> events, List<CatalogArtifact> artifacts, List<CatalogSnapshot> snapshots,
		List<CatalogRun> children) {

	/**
	 * The names of what the run read.
	 * @return the names
	 */
	public List<String> inputNames() {
		return this.inputs.stream().map(CatalogDataset::name).toList();
	}

	/**
	 * The names of what the run wrote.
	 * @return the names
	 */
	public List<String> outputNames() {
		return this.outputs.stream().map(CatalogDataset::name).toList();
	}

}
