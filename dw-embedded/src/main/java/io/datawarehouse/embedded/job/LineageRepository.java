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

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.datawarehouse.embedded.job.LineageGraph.Edge;
import io.datawarehouse.embedded.job.LineageGraph.Node;

/**
 * Follows the datasets through the jobs that read and wrote them.
 */
final class LineageRepository {

	private static final int MAX_NODES = 2000;

	/**
	 * The graph around a dataset.
	 * @return the graph, or nothing if the dataset is not known
	 */
	Optional<LineageGraph> graph(Connection connection, String dataset, int depth) throws SQLException {
		long uses = Sql.count(connection, "select count(*) from run_datasets where name = ?", dataset)
				+ Sql.count(connection, "select count(*) from snapshots where table_name = ?", dataset);
		if (uses == 0) {
			return Optional.empty();
		}
		Walk walk = new Walk(connection);
		walk.nodes.add(Node.dataset(dataset));
		walk.follow(dataset, depth, true);
		walk.follow(dataset, depth, false);
		return Optional
			.of(new LineageGraph(dataset, depth, List.copyOf(walk.nodes), List.copyOf(walk.edges), walk.truncated));
	}

	private static final class Walk {

		private final Connection connection;

		private final Set<Node> nodes = new LinkedHashSet<>();

		private final Set<Edge> edges = new LinkedHashSet<>();

		private boolean truncated;

		private Walk(Connection connection) {
			this.connection = connection;
		}

		/**
		 * Go level by level, up to where a dataset comes from or down to what became of
		 * it.
		 */
		private void follow(String dataset, int depth, boolean up) throws SQLException {
			Set<String> seen = new LinkedHashSet<>(Set.of(dataset));
			List<String> level = List.of(dataset);
			for (int i = 0; i < depth && !level.isEmpty(); i++) {
				List<String> next = new ArrayList<>();
				for (String name : level) {
					for (String found : step(name, up)) {
						if (seen.add(found)) {
							next.add(found);
						}
					}
				}
				level = next;
			}
		}

		private List<String> step(String dataset, boolean up) throws SQLException {
			List<String> found = new ArrayList<>();
			for (Use job : jobsOf(dataset, up ? RunRepository.OUT : RunRepository.IN)) {
				if (!add(Node.job(job.name()))) {
					break;
				}
				this.edges.add(edge(Node.dataset(dataset), Node.job(job.name()), job, !up));
				for (Use other : datasetsOf(job.name(), up ? RunRepository.IN : RunRepository.OUT)) {
					if (!add(Node.dataset(other.name()))) {
						break;
					}
					this.edges.add(edge(Node.dataset(other.name()), Node.job(job.name()), other, up));
					found.add(other.name());
				}
			}
			return found;
		}

		private boolean add(Node node) {
			if (this.nodes.size() >= MAX_NODES && !this.nodes.contains(node)) {
				this.truncated = true;
				return false;
			}
			this.nodes.add(node);
			return true;
		}

		private static Edge edge(Node dataset, Node job, Use use, boolean read) {
			return read ? new Edge(dataset.id(), job.id(), use.runs(), use.lastRunId())
					: new Edge(job.id(), dataset.id(), use.runs(), use.lastRunId());
		}

		private List<Use> jobsOf(String dataset, String direction) throws SQLException {
			return uses("r.job_name", "d.name = ? and d.direction = ?", dataset, direction);
		}

		private List<Use> datasetsOf(String job, String direction) throws SQLException {
			return uses("d.name", "r.job_name = ? and d.direction = ?", job, direction);
		}

		private List<Use> uses(String name, String where, String key, String direction) throws SQLException {
			return Sql.query(this.connection, (row) -> new Use(row.getString(1), row.getLong(2), row.getString(3)), """
					select u.name, u.runs, l.run_id from (
						select %s as name, count(*) as runs, max(r.seq) as last_seq
						from run_datasets d join runs r on r.run_id = d.run_id where %s group by %s) u
					join runs l on l.seq = u.last_seq order by u.name limit %d""".formatted(name, where, name,
					MAX_NODES), key, direction);
		}

	}

	/**
	 * A job or dataset by the runs that connect it.
	 */
	private record Use(String name, long runs, String lastRunId) {
	}

}
