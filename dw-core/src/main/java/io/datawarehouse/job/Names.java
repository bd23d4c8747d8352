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

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Rules for what becomes a segment of a path.
 */
final class Names {

	private static final int MAX_LENGTH = 500;

	private Names() {
	}

	static void requireJob(String jobName) {
		requireSegment("job name", jobName);
		Assert.isTrue(jobName.indexOf('/') < 0, () -> "job name must not contain '/', was '" + jobName + "'");
	}

	static void requireRun(String runId) {
		requireSegment("run id", runId);
		Assert.isTrue(runId.indexOf('/') < 0, () -> "run id must not contain '/', was '" + runId + "'");
	}

	/**
	 * Check a name that is sent percent-encoded as one segment. {@code .} and {@code ..}
	 * cannot be encoded, so that servers and proxies would take them for steps.
	 * @param what what the name is of, for the message
	 * @param name the name to check
	 */
	static void requireSegment(String what, @Nullable String name) {
		Assert.hasText(name, () -> what + " must not be empty, was " + ((name != null) ? "'" + name + "'" : "null"));
		Assert.isTrue(name.chars().noneMatch(Character::isISOControl),
				() -> what + " must not contain control characters, was '" + visible(name) + "'");
		Assert.isTrue(!name.equals(".") && !name.equals(".."), () -> what + " must not be '" + name + "'");
		Assert.isTrue(name.length() <= MAX_LENGTH,
				() -> what + " must not be longer than " + MAX_LENGTH + " characters, was " + name.length() + " long");
	}

	private static String visible(String name) {
		StringBuilder text = new StringBuilder();
		name.chars()
			.forEach((ch) -> text
				.append(Character.isISOControl(ch) ? String.format("\\u%04x", ch) : String.valueOf((char) ch)));
		return text.toString();
	}

}
