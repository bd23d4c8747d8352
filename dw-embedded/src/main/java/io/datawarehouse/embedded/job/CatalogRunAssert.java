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

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ assertions on a run: <pre class="code">
 * assertThat(catalog.latestRun("daily_sales_etl"))
 *     .succeeded()
 *     .hasInput("sales_raw")
 *     .hasOutput("sales_curated");
 * </pre> A place is the same dataset by each of its names, such as {@code dw://lake/a}
 * and {@code s3://lake/a}. AssertJ itself is not brought by {@code dw-embedded}.
 *
 * @since 1.0.0
 */
public final class CatalogRunAssert extends AbstractAssert<CatalogRunAssert, CatalogRunDetail> {

	private CatalogRunAssert(@Nullable CatalogRunDetail actual) {
		super(actual, CatalogRunAssert.class);
	}

	/**
	 * Begin to assert.
	 * @param actual the run
	 * @return assertions on it
	 */
	public static CatalogRunAssert assertThat(@Nullable CatalogRunDetail actual) {
		return new CatalogRunAssert(actual);
	}

	/**
	 * Verify that the run succeeded.
	 * @return these assertions
	 */
	public CatalogRunAssert succeeded() {
		return hasStatus(RunStatus.SUCCESS);
	}

	/**
	 * Verify that the run failed.
	 * @return these assertions
	 */
	public CatalogRunAssert failed() {
		return hasStatus(RunStatus.FAILED);
	}

	/**
	 * Verify that the run failed for a reason.
	 * @param error what the error contains
	 * @return these assertions
	 */
	public CatalogRunAssert failedWith(String error) {
		failed();
		String actualError = this.actual.run().error();
		if (actualError == null || !actualError.contains(error)) {
			failWithMessage("Expected %s to fail with <%s> but it failed with <%s>", describe(), error, actualError);
		}
		return this;
	}

	/**
	 * Verify that the run failed with an exception.
	 * @param type the class of the exception
	 * @return these assertions
	 */
	public CatalogRunAssert failedWith(Class<? extends Throwable> type) {
		failed();
		Object actualType = this.actual.run().result().get("error_type");
		if (!type.getName().equals(actualType)) {
			failWithMessage("Expected %s to fail with a <%s> but it failed with <%s>: <%s>", describe(), type.getName(),
					actualType, this.actual.run().error());
		}
		return this;
	}

	/**
	 * Verify that the run has not ended.
	 * @return these assertions
	 */
	public CatalogRunAssert isRunning() {
		return hasStatus(RunStatus.RUNNING);
	}

	private CatalogRunAssert hasStatus(RunStatus status) {
		isNotNull();
		if (this.actual.run().status() != status) {
			failWithMessage("Expected %s to be %s but it is %s with error <%s>", describe(), status,
					this.actual.run().status(), this.actual.run().error());
		}
		return this;
	}

	/**
	 * Verify that the run took no longer than it may.
	 * @param limit the longest time from its start to its end
	 * @return these assertions
	 */
	public CatalogRunAssert endedWithin(Duration limit) {
		isNotNull();
		CatalogRun run = this.actual.run();
		if (run.endedAt() == null || Duration.between(run.startedAt(), run.endedAt()).compareTo(limit) > 0) {
			failWithMessage("Expected %s to end within %s but it ran from %s to %s", describe(), limit, run.startedAt(),
					run.endedAt());
		}
		return this;
	}

	/**
	 * Verify that the run read something.
	 * @param names the names of the datasets, besides which there may be others
	 * @return these assertions
	 */
	public CatalogRunAssert hasInput(String... names) {
		isNotNull();
		return hasDatasets("input", this.actual.inputNames(), names);
	}

	/**
	 * Verify that the run wrote something.
	 * @param names the names of the datasets, besides which there may be others
	 * @return these assertions
	 */
	public CatalogRunAssert hasOutput(String... names) {
		isNotNull();
		return hasDatasets("output", this.actual.outputNames(), names);
	}

	/**
	 * Verify what the run read.
	 * @param names the names of all its inputs in any order; none if it read nothing
	 * @return these assertions
	 */
	public CatalogRunAssert hasOnlyInputs(String... names) {
		isNotNull();
		return hasOnlyDatasets("inputs", this.actual.inputNames(), names);
	}

	/**
	 * Verify what the run wrote.
	 * @param names the names of all its outputs in any order; none if it wrote nothing
	 * @return these assertions
	 */
	public CatalogRunAssert hasOnlyOutputs(String... names) {
		isNotNull();
		return hasOnlyDatasets("outputs", this.actual.outputNames(), names);
	}

	private CatalogRunAssert hasDatasets(String what, List<String> actualNames, String... names) {
		Set<String> keys = keys(actualNames);
		for (String name : names) {
			if (!keys.contains(DatasetNames.key(name))) {
				failWithMessage("Expected %s to have %s <%s> but it has %s", describe(), what, name, actualNames);
			}
		}
		return this;
	}

	private CatalogRunAssert hasOnlyDatasets(String what, List<String> actualNames, String... names) {
		if (!keys(actualNames).equals(keys(List.of(names)))) {
			failWithMessage("Expected %s to have only the %s %s but it has %s", describe(), what, List.of(names),
					actualNames);
		}
		return this;
	}

	private static Set<String> keys(Collection<String> names) {
		return names.stream().map(DatasetNames::key).collect(Collectors.toSet());
	}

	/**
	 * Verify that the run registered a snapshot of a table.
	 * @param table the name of the table
	 * @return these assertions
	 */
	public CatalogRunAssert hasSnapshot(String table) {
		isNotNull();
		if (this.actual.snapshots().stream().noneMatch((snapshot) -> snapshot.tableName().equals(table))) {
			failWithMessage("Expected %s to have a snapshot of table <%s> but it has %s", describe(), table,
					this.actual.snapshots());
		}
		return this;
	}

	/**
	 * Verify that the run has an artifact.
	 * @param type the kind of artifact
	 * @return these assertions
	 */
	public CatalogRunAssert hasArtifact(String type) {
		isNotNull();
		if (this.actual.artifacts().stream().noneMatch((artifact) -> artifact.type().equals(type))) {
			failWithMessage("Expected %s to have an artifact of type <%s> but it has %s", describe(), type,
					this.actual.artifacts());
		}
		return this;
	}

	/**
	 * Verify that the run told of an event.
	 * @param type the kind of event
	 * @return these assertions
	 */
	public CatalogRunAssert hasEvent(String type) {
		return hasEvent(type, Map.of());
	}

	/**
	 * Verify that the run told of an event.
	 * @param type the kind of event
	 * @param data some of what it tells, as it is read from JSON: numbers are the same if
	 * they are equal, whatever their types
	 * @return these assertions
	 */
	public CatalogRunAssert hasEvent(String type, Map<String, ?> data) {
		isNotNull();
		if (this.actual.events()
			.stream()
			.noneMatch((event) -> event.eventType().equals(type) && contains(event.data(), data))) {
			failWithMessage("Expected %s to have an event of type <%s> with %s but it has %s", describe(), type, data,
					this.actual.events());
		}
		return this;
	}

	/**
	 * Verify what was told at the start of the run.
	 * @param name the name of the value
	 * @param value the value
	 * @return these assertions
	 */
	public CatalogRunAssert hasMetadata(String name, @Nullable Object value) {
		isNotNull();
		return hasValue("metadata", this.actual.run().metadata(), name, value);
	}

	/**
	 * Verify what was told at the end of the run.
	 * @param name the name of the value
	 * @param value the value
	 * @return these assertions
	 */
	public CatalogRunAssert hasResult(String name, @Nullable Object value) {
		isNotNull();
		return hasValue("result", this.actual.run().result(), name, value);
	}

	private CatalogRunAssert hasValue(String what, Map<String, Object> values, String name, @Nullable Object value) {
		if (!values.containsKey(name) || !same(values.get(name), value)) {
			failWithMessage("Expected %s to have %s <%s> of <%s> but it has %s", describe(), what, name, value, values);
		}
		return this;
	}

	private static boolean contains(Map<String, Object> values, Map<String, ?> some) {
		return some.entrySet()
			.stream()
			.allMatch((entry) -> values.containsKey(entry.getKey())
					&& same(values.get(entry.getKey()), entry.getValue()));
	}

	private static boolean same(@Nullable Object actual, @Nullable Object expected) {
		if (actual instanceof Number number && expected instanceof Number other) {
			return number.doubleValue() == other.doubleValue();
		}
		return Objects.equals(actual, expected);
	}

	/**
	 * Verify that the run was started in another.
	 * @param parent the other run
	 * @return these assertions
	 */
	public CatalogRunAssert hasParent(CatalogRunDetail parent) {
		isNotNull();
		if (parent.children().stream().noneMatch((child) -> child.runId().equals(this.actual.run().runId()))) {
			failWithMessage("Expected %s to have the parent <%s> but it has <%s>", describe(), parent.run().runId(),
					this.actual.run().parentRunId());
		}
		return this;
	}

	/**
	 * Verify that a run of a job was started in this one.
	 * @param jobName the name of the job
	 * @return these assertions
	 */
	public CatalogRunAssert hasChild(String jobName) {
		isNotNull();
		if (this.actual.children().stream().noneMatch((child) -> child.jobName().equals(jobName))) {
			failWithMessage("Expected %s to have a child of job <%s> but it has %s", describe(), jobName,
					this.actual.children());
		}
		return this;
	}

	private String describe() {
		return "run " + this.actual.run().runId() + " of job '" + this.actual.run().jobName() + "'";
	}

}
