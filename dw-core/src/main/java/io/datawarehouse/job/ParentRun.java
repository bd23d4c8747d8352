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

package io.datawarehouse.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.datawarehouse.spark.SparkSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * A run of another process that a run is part of: the one that started this process, or
 * that sent the message it works on. <pre class="code">
 * // the sender
 * headers.putAll(ParentRun.of(job).toHeaders());
 * // the receiver
 * jobs.run(RunOptions.of("import").withParent(ParentRun.fromHeaders(headers)), (job) -&gt; ...);
 * </pre>
 *
 * @param namespace the namespace of its job
 * @param jobName the name of its job
 * @param runId its id
 * @param root the outermost run that it is part of, or {@code null} if that is itself
 * @since 1.0.0
 */
public record ParentRun(String namespace, String jobName, String runId, @Nullable ParentRun root) {

	/**
	 * Name of the message header that tells the parent as {@code namespace/job/run}.
	 */
	public static final String PARENT_HEADER = "dw-lineage-parent";

	/**
	 * Name of the message header that tells the outermost run.
	 */
	public static final String ROOT_HEADER = "dw-lineage-root";

	/**
	 * Name of the environment variable that tells the parent as
	 * {@code namespace/job/run}.
	 */
	public static final String PARENT_VARIABLE = "OPENLINEAGE_PARENT_ID";

	/**
	 * Name of the environment variable that tells the outermost run.
	 */
	public static final String ROOT_VARIABLE = "OPENLINEAGE_ROOT_PARENT_ID";

	/**
	 * Name of the environment variable that tells both as JSON, and comes before the
	 * others.
	 */
	public static final String CONTEXT_VARIABLE = "OPENLINEAGE_CONTEXT";

	public ParentRun {
		Assert.hasText(namespace, "namespace of a parent must not be empty");
		Assert.hasText(jobName, "job name of a parent must not be empty");
		Assert.hasText(runId, "run id of a parent must not be empty");
		root = (root != null && root.root() != null) ? root.root() : root;
	}

	/**
	 * The given run as the parent of runs elsewhere.
	 * @param job the run
	 * @return what others need to know of it
	 */
	public static ParentRun of(JobContext job) {
		JobContext root = job.root();
		ParentRun outermost = (root.remoteParent() != null) ? rootOf(root.remoteParent()) : null;
		if (outermost == null && root != job) {
			outermost = new ParentRun(root.namespace(), root.jobName(), root.lineageRunId(), null);
		}
		return new ParentRun(job.namespace(), job.jobName(), job.lineageRunId(), outermost);
	}

	private static ParentRun rootOf(ParentRun parent) {
		return (parent.root != null) ? parent.root : parent;
	}

	/**
	 * The outermost run.
	 * @return the root, the run itself if it has none
	 */
	public ParentRun rootOrSelf() {
		return rootOf(this);
	}

	/**
	 * Headers for a message, such as one of a Fila queue.
	 * @return the headers
	 */
	public Map<String, String> toHeaders() {
		return toMap(PARENT_HEADER, ROOT_HEADER);
	}

	/**
	 * Environment variables for a process that is to be started.
	 * @return the variables
	 */
	public Map<String, String> toEnvironment() {
		Map<String, String> variables = toMap(PARENT_VARIABLE, ROOT_VARIABLE);
		variables.put(CONTEXT_VARIABLE, ParentRunJson.write(this));
		return variables;
	}

	/**
	 * Settings for a Spark application that is to be started. Spark then tells of its
	 * work by OpenLineage's listener, which {@code openlineage-spark} brings.
	 * @return the settings
	 */
	public SparkSettings toSparkConf() {
		ParentRun root = rootOrSelf();
		return SparkSettings.none()
			.with("spark.extraListeners", "io.openlineage.spark.agent.OpenLineageSparkListener")
			.with("spark.openlineage.namespace", this.namespace)
			.with("spark.openlineage.parentJobNamespace", this.namespace)
			.with("spark.openlineage.parentJobName", this.jobName)
			.with("spark.openlineage.parentRunId", this.runId)
			.with("spark.openlineage.rootParentJobNamespace", root.namespace)
			.with("spark.openlineage.rootParentJobName", root.jobName)
			.with("spark.openlineage.rootParentRunId", root.runId);
	}

	private Map<String, String> toMap(String parentName, String rootName) {
		Map<String, String> map = new LinkedHashMap<>();
		map.put(parentName, text());
		map.put(rootName, rootOrSelf().text());
		return map;
	}

	private String text() {
		return this.namespace + "/" + this.jobName + "/" + this.runId;
	}

	/**
	 * The parent that the headers of a message tell.
	 * @param headers the headers
	 * @return the parent, or {@code null} if the headers tell none or nonsense
	 */
	public static @Nullable ParentRun fromHeaders(Map<String, String> headers) {
		return read(headers::get, PARENT_HEADER, ROOT_HEADER);
	}

	/**
	 * The parent that environment variables tell.
	 * @param variables the variables
	 * @return the parent, or {@code null} if they tell none or nonsense
	 */
	public static @Nullable ParentRun fromEnvironment(Map<String, String> variables) {
		ParentRun context = ParentRunJson.read(variables.get(CONTEXT_VARIABLE));
		return (context != null) ? context : read(variables::get, PARENT_VARIABLE, ROOT_VARIABLE);
	}

	private static @Nullable ParentRun read(UnaryOperator<@Nullable String> values, String parentName,
			String rootName) {
		ParentRun root = parse(values.apply(rootName), null);
		ParentRun parent = parse(values.apply(parentName), null);
		boolean same = root == null || root.equals(parent);
		return (parent == null || same) ? parent : new ParentRun(parent.namespace, parent.jobName, parent.runId, root);
	}

	private static @Nullable ParentRun parse(@Nullable String text, @Nullable ParentRun root) {
		if (text == null) {
			return null;
		}
		// A namespace may hold slashes, the others do not.
		int run = text.lastIndexOf('/');
		int job = (run > 0) ? text.lastIndexOf('/', run - 1) : -1;
		if (job <= 0 || !StringUtils.hasText(text.substring(0, job)) || run == job + 1 || run == text.length() - 1) {
			return null;
		}
		return new ParentRun(text.substring(0, job), text.substring(job + 1, run), text.substring(run + 1), root);
	}

}
