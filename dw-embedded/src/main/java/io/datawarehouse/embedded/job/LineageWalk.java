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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.datawarehouse.embedded.job.LineageGraph.Edge;
import io.datawarehouse.embedded.job.LineageGraph.Node;

/**
 * Follows datasets through the jobs that read and wrote them, level by level. What was
 * seen is not followed again, so that circles end.
 */
final class LineageWalk {

	static final int MAX_NODES = 2000;

	static final int MAX_EDGES = 10_000;

	private final Connection connection;

	private final LineageQuery query;

	private final Map<String, Node> nodes = new LinkedHashMap<>();

	private final Set<Edge> edges = new LinkedHashSet<>();

	private final Map<String, List<Use>> ofJobs = new HashMap<>();

	private boolean truncated;

	LineageWalk(Connection connection, LineageQuery query) {
		this.connection = connection;
		this.query = query;
	}

	List<Node> nodes() {
		return List.copyOf(this.nodes.values());
	}

	List<Edge> edges() {
		return List.copyOf(this.edges);
	}

	boolean isTruncated() {
		return this.truncated;
	}

	void fromDataset(String dataset) throws SQLException {
		Node node = Node.dataset(dataset);
		add(node);
		follow(List.of(dataset), this.query.depth(), true);
		follow(List.of(dataset), this.query.depth(), false);
	}

	void fromJob(String job) throws SQLException {
		add(Node.job(job));
		follow(through(job, true), this.query.depth() - 1, true);
		follow(through(job, false), this.query.depth() - 1, false);
	}

	/**
	 * Go up to where datasets come from, or down to what became of them.
	 */
	private void follow(List<String> datasets, int depth, boolean up) throws SQLException {
		Set<String> seen = new HashSet<>();
		datasets.forEach((dataset) -> seen.add(DatasetNames.key(dataset)));
		List<String> level = datasets;
		for (int i = 0; i < depth && !level.isEmpty(); i++) {
			List<String> next = new ArrayList<>();
			for (String name : level) {
				for (String found : step(name, up)) {
					if (seen.add(DatasetNames.key(found))) {
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
			if (add(Node.job(job.name()))) {
				add(Node.dataset(dataset), Node.job(job.name()), job, !up);
				found.addAll(through(job.name(), up));
			}
		}
		return found;
	}

	/**
	 * Go through a job to what it reads, or writes.
	 */
	private List<String> through(String job, boolean up) throws SQLException {
		List<String> found = new ArrayList<>();
		for (Use dataset : datasetsOf(job, up ? RunRepository.IN : RunRepository.OUT)) {
			if (add(Node.dataset(dataset.name()))) {
				add(Node.dataset(dataset.name()), Node.job(job), dataset, up);
				found.add(dataset.name());
			}
		}
		return found;
	}

	private boolean add(Node node) {
		if (this.nodes.containsKey(node.id())) {
			return true;
		}
		this.truncated |= this.nodes.size() >= MAX_NODES;
		if (this.nodes.size() < MAX_NODES) {
			this.nodes.put(node.id(), node);
			return true;
		}
		return false;
	}

	private void add(Node dataset, Node job, Use use, boolean read) {
		Edge edge = read ? new Edge(dataset.id(), job.id(), use.runs(), use.lastRunId())
				: new Edge(job.id(), dataset.id(), use.runs(), use.lastRunId());
		this.truncated |= this.edges.size() >= MAX_EDGES && !this.edges.contains(edge);
		if (this.edges.size() < MAX_EDGES) {
			this.edges.add(edge);
		}
	}

	private List<Use> jobsOf(String dataset, String direction) throws SQLException {
		Where where = this.query.runs().and("d.dataset_key = ?", DatasetNames.key(dataset));
		return uses("r.job_name", "r.job_name", where.and("d.direction = ?", direction));
	}

	/**
	 * Many datasets lead to the same job.
	 */
	private List<Use> datasetsOf(String job, String direction) throws SQLException {
		List<Use> known = this.ofJobs.get(direction + job);
		if (known == null) {
			Where where = this.query.runs().and("r.job_name = ?", job).and("d.direction = ?", direction);
			known = uses("min(d.name)", "d.dataset_key", where);
			this.ofJobs.put(direction + job, known);
		}
		return known;
	}

	private List<Use> uses(String name, String group, Where where) throws SQLException {
		return Sql.query(this.connection, (row) -> new Use(row.getString(1), row.getLong(2), row.getString(3)), """
				select u.name, u.runs, l.run_id from (
					select %s as name, count(*) as runs, max(r.seq) as last_seq
					from run_datasets d join runs r on r.run_id = d.run_id%s group by %s order by %s limit %d) u
				join runs l on l.seq = u.last_seq order by u.name""".formatted(name, where.sql(), group, group,
				MAX_NODES + 1), where.parameters());
	}

	/**
	 * A job or dataset by the runs that connect it.
	 */
	private record Use(String name, long runs, String lastRunId) {
	}

}
