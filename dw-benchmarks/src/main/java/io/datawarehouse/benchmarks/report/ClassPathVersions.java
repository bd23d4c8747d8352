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

package io.datawarehouse.benchmarks.report;

import java.io.File;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the version of an artifact by the name of its jar on a class path.
 *
 * @since 1.0.0
 */
public final class ClassPathVersions {

	private final String classPath;

	/**
	 * Look into a class path.
	 * @param classPath the class path
	 */
	public ClassPathVersions(String classPath) {
		this.classPath = classPath;
	}

	/**
	 * Look into the class path of this JVM.
	 * @return its versions
	 */
	public static ClassPathVersions ofThisJvm() {
		return new ClassPathVersions(System.getProperty("java.class.path"));
	}

	/**
	 * Name an artifact with its version.
	 * @param artifact the artifact id, or {@code jdk}
	 * @return the artifact and its version, or that it has none
	 */
	public String describe(String artifact) {
		if (artifact.equals("jdk")) {
			return "JDK " + Runtime.version().feature();
		}
		Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-(\\d[^/\\\\]*)\\.jar");
		for (String entry : this.classPath.split(Pattern.quote(File.pathSeparator))) {
			Matcher matcher = jar.matcher(new File(entry).getName());
			if (matcher.matches()) {
				return artifact + " " + matcher.group(1);
			}
		}
		return artifact + " of this build";
	}

}
