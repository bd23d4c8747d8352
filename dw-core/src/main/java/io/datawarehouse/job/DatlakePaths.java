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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.springframework.util.Assert;
import org.springframework.web.util.UriUtils;

/**
 * Where the calls of the Datlake catalog lie below its address, as templates. Names are
 * put in percent-encoded.
 *
 * @param startRun template of the start of a run, with <code>{job}</code>
 * @param completeRun template of the end of a run, with <code>{job}</code> and
 * <code>{run}</code>
 * @param events template of events, may hold <code>{event_type}</code>
 * @param latestSnapshot template of the look-up of the latest snapshot, with
 * <code>{table}</code>
 * @param registerSnapshot template of the registration of a snapshot
 * @param uploadArtifact template of uploads, with <code>{bucket}</code> and
 * <code>{object}</code>
 * @param probe template of the call that shows whether the catalog is up
 * @since 1.0.0
 */
public record DatlakePaths(String startRun, String completeRun, String events, String latestSnapshot,
		String registerSnapshot, String uploadArtifact, String probe) {

	private static final DatlakePaths DEFAULTS = new DatlakePaths("/api/v1/jobs/{job}/runs",
			"/api/v1/jobs/{job}/runs/{run}/complete", "/api/v1/events/broadcast?event_type={event_type}",
			"/api/v1/tables/{table}/snapshots/latest", "/api/v1/jobs/register-snapshot",
			"/api/v1/datasets/{bucket}/{object}", "/api/v1/tables/dw-probe/snapshots/latest");

	public DatlakePaths {
		require("startRun", startRun, "{job}");
		require("completeRun", completeRun, "{job}", "{run}");
		require("events", events);
		require("latestSnapshot", latestSnapshot, "{table}");
		require("registerSnapshot", registerSnapshot);
		require("uploadArtifact", uploadArtifact, "{bucket}", "{object}");
		require("probe", probe);
	}

	/**
	 * The paths of the public Datlake backend, below {@code /api/v1}. As probe serves the
	 * look-up of a table that need not exist: unlike a health page it shows that the API
	 * key is good.
	 * @return the default paths
	 */
	public static DatlakePaths defaults() {
		return DEFAULTS;
	}

	/**
	 * A copy with another path to start runs.
	 * @param template the template, with <code>{job}</code>
	 * @return the changed copy
	 */
	public DatlakePaths withStartRun(String template) {
		return new DatlakePaths(template, this.completeRun, this.events, this.latestSnapshot, this.registerSnapshot,
				this.uploadArtifact, this.probe);
	}

	/**
	 * A copy with another path to complete runs.
	 * @param template the template, with <code>{job}</code> and <code>{run}</code>
	 * @return the changed copy
	 */
	public DatlakePaths withCompleteRun(String template) {
		return new DatlakePaths(this.startRun, template, this.events, this.latestSnapshot, this.registerSnapshot,
				this.uploadArtifact, this.probe);
	}

	/**
	 * A copy with another path for events.
	 * @param template the template, may hold <code>{event_type}</code>
	 * @return the changed copy
	 */
	public DatlakePaths withEvents(String template) {
		return new DatlakePaths(this.startRun, this.completeRun, template, this.latestSnapshot, this.registerSnapshot,
				this.uploadArtifact, this.probe);
	}

	/**
	 * A copy with another path to look up the latest snapshot.
	 * @param template the template, with <code>{table}</code>
	 * @return the changed copy
	 */
	public DatlakePaths withLatestSnapshot(String template) {
		return new DatlakePaths(this.startRun, this.completeRun, this.events, template, this.registerSnapshot,
				this.uploadArtifact, this.probe);
	}

	/**
	 * A copy with another path to register snapshots.
	 * @param template the template
	 * @return the changed copy
	 */
	public DatlakePaths withRegisterSnapshot(String template) {
		return new DatlakePaths(this.startRun, this.completeRun, this.events, this.latestSnapshot, template,
				this.uploadArtifact, this.probe);
	}

	/**
	 * A copy with another path to upload artifacts.
	 * @param template the template, with <code>{bucket}</code> and <code>{object}</code>
	 * @return the changed copy
	 */
	public DatlakePaths withUploadArtifact(String template) {
		return new DatlakePaths(this.startRun, this.completeRun, this.events, this.latestSnapshot,
				this.registerSnapshot, template, this.probe);
	}

	/**
	 * A copy with another path to probe the catalog.
	 * @param template the template
	 * @return the changed copy
	 */
	public DatlakePaths withProbe(String template) {
		return new DatlakePaths(this.startRun, this.completeRun, this.events, this.latestSnapshot,
				this.registerSnapshot, this.uploadArtifact, template);
	}

	/**
	 * Put names into a template.
	 * @param template one of the templates
	 * @param names the names by variable
	 * @return the path, percent-encoded; only the slashes of {@code object} stay
	 */
	static String expand(String template, Map<String, String> names) {
		String path = template;
		for (Map.Entry<String, String> name : names.entrySet()) {
			String value = UriUtils.encode(name.getValue(), StandardCharsets.UTF_8);
			if (name.getKey().equals("object")) {
				value = value.replace("%2F", "/");
			}
			path = path.replace("{" + name.getKey() + "}", value);
		}
		return path;
	}

	private static void require(String what, String template, String... variables) {
		Assert.isTrue(template != null && template.startsWith("/"),
				() -> "path " + what + " must start with '/', was '" + template + "'");
		for (String variable : List.of(variables)) {
			Assert.isTrue(template.contains(variable),
					() -> "path " + what + " must contain " + variable + ", was '" + template + "'");
		}
	}

}
