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

package io.datawarehouse.autoconfigure.job;

import io.datawarehouse.job.DatlakePaths;

/**
 * Templates of the catalog's paths, for deployments that moved them.
 *
 * @since 1.0.0
 */
public class DwJobPathProperties {

	/**
	 * Path that starts a run.
	 */
	private String startRun = DatlakePaths.defaults().startRun();

	/**
	 * Path that completes a run.
	 */
	private String completeRun = DatlakePaths.defaults().completeRun();

	/**
	 * Path that takes events.
	 */
	private String events = DatlakePaths.defaults().events();

	/**
	 * Path of the latest snapshot of a table.
	 */
	private String latestSnapshot = DatlakePaths.defaults().latestSnapshot();

	/**
	 * Path that registers a snapshot.
	 */
	private String registerSnapshot = DatlakePaths.defaults().registerSnapshot();

	/**
	 * Path that takes artifacts.
	 */
	private String uploadArtifact = DatlakePaths.defaults().uploadArtifact();

	/**
	 * Path that the health check asks for.
	 */
	private String probe = DatlakePaths.defaults().probe();

	public String getStartRun() {
		return this.startRun;
	}

	public void setStartRun(String startRun) {
		this.startRun = startRun;
	}

	public String getCompleteRun() {
		return this.completeRun;
	}

	public void setCompleteRun(String completeRun) {
		this.completeRun = completeRun;
	}

	public String getEvents() {
		return this.events;
	}

	public void setEvents(String events) {
		this.events = events;
	}

	public String getLatestSnapshot() {
		return this.latestSnapshot;
	}

	public void setLatestSnapshot(String latestSnapshot) {
		this.latestSnapshot = latestSnapshot;
	}

	public String getRegisterSnapshot() {
		return this.registerSnapshot;
	}

	public void setRegisterSnapshot(String registerSnapshot) {
		this.registerSnapshot = registerSnapshot;
	}

	public String getUploadArtifact() {
		return this.uploadArtifact;
	}

	public void setUploadArtifact(String uploadArtifact) {
		this.uploadArtifact = uploadArtifact;
	}

	public String getProbe() {
		return this.probe;
	}

	public void setProbe(String probe) {
		this.probe = probe;
	}

	DatlakePaths toPaths() {
		return DatlakePaths.defaults()
			.withStartRun(this.startRun)
			.withCompleteRun(this.completeRun)
			.withEvents(this.events)
			.withLatestSnapshot(this.latestSnapshot)
			.withRegisterSnapshot(this.registerSnapshot)
			.withUploadArtifact(this.uploadArtifact)
			.withProbe(this.probe);
	}

}
