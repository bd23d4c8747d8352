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

import org.jspecify.annotations.Nullable;

/**
 * Where a dataset comes from and what became of it, or what a job reads and writes.
 *
 * @param center the id of the node in the middle
 * @param depth how many datasets far the graph goes up and down
 * @param nodes the datasets and jobs
 * @param edges from inputs to jobs and from jobs to outputs
 * @param columns which columns of inputs the columns of outputs are made of, as far as it
 * was told by the last run
 * @param truncated whether there was more than the graph may hold
 * @since 1.0.0
 */
public record LineageGraph(String center, int depth, List<Node> nodes, List<Edge> edges, List<Column> columns,
		boolean truncated) {

	/**
	 * A dataset or a job.
	 *
	 * @param id the id within the graph
	 * @param type {@code dataset} or {@code job}
	 * @param name the name of the dataset or job
	 */
	public record Node(String id, String type, String name) {

		static Node dataset(String name) {
			return new Node("dataset:" + DatasetNames.key(name), "dataset", name);
		}

		static Node job(String name) {
			return new Node("job:" + name, "job", name);
		}

	}

	/**
	 * The way of the data from one node to another.
	 *
	 * @param from the id of the node that the data comes from
	 * @param to the id of the node that the data goes to
	 * @param runs by how many runs it went there
	 * @param lastRunId the last of these runs
	 */
	public record Edge(String from, String to, long runs, String lastRunId) {
	}

	/**
	 * The way of the data from one column to another.
	 *
	 * @param from the id of the dataset that the data comes from, which may be beyond the
	 * graph
	 * @param fromField the column there
	 * @param to the id of the dataset that the data goes to
	 * @param toField the column there
	 * @param transformation what is done with it, or {@code null} if it was not told
	 */
	public record Column(String from, String fromField, String to, String toField, @Nullable String transformation) {
	}

}
