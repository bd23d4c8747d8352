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

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * AssertJ assertions on a run: <pre class="code">
 * CatalogRunAssert.assertThat(catalog.latestRun("daily_sales_etl"))
 *     .succeeded()
 *     .hasInput("sales_raw")
 *     .hasOutput("sales_curated");
 * </pre>
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
	 * Verify that the run read something.
	 * @param name the name of the dataset
	 * @return these assertions
	 */
	public CatalogRunAssert hasInput(String name) {
		isNotNull();
		if (!this.actual.inputNames().contains(name)) {
			failWithMessage("Expected %s to have input <%s> but it has %s", describe(), name, this.actual.inputNames());
		}
		return this;
	}

	/**
	 * Verify that the run wrote something.
	 * @param name the name of the dataset
	 * @return these assertions
	 */
	public CatalogRunAssert hasOutput(String name) {
		isNotNull();
		if (!this.actual.outputNames().contains(name)) {
			failWithMessage("Expected %s to have output <%s> but it has %s", describe(), name,
					this.actual.outputNames());
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
		isNotNull();
		if (this.actual.events().stream().noneMatch((event) -> event.eventType().equals(type))) {
			failWithMessage("Expected %s to have an event of type <%s> but it has %s", describe(), type,
					this.actual.events());
		}
		return this;
	}

	private String describe() {
		return "run " + this.actual.run().runId() + " of job '" + this.actual.run().jobName() + "'";
	}

}
