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
package io.datawarehouse.autoconfigure;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What our registered failure analyzers say.
 */
public final class FailureAnalyses {

	private FailureAnalyses() {
	}

	/**
	 * Analyze a failure of the start.
	 * @param failure the failure
	 * @return what is said, which fails the test if nothing is
	 */
	public static FailureAnalysis of(@Nullable Throwable failure) {
		assertThat(failure).as("The context was to fail").isNotNull();
		FailureAnalysis analysis = find(failure);
		assertThat(analysis).as("No analyzer of ours explains " + failure).isNotNull();
		return analysis;
	}

	/**
	 * Analyze a failure of the start.
	 * @param failure the failure
	 * @return what is said, or {@code null} if nothing is
	 */
	public static @Nullable FailureAnalysis find(Throwable failure) {
		// Some of Boot's own cannot be made without a bean factory.
		return SpringFactoriesLoader.forDefaultResourceLocation(FailureAnalyses.class.getClassLoader())
			.load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, new StandardEnvironment()),
					(factoryType, factoryName, thrown) -> {
					})
			.stream()
			.filter((analyzer) -> analyzer.getClass().getName().startsWith("io.datawarehouse."))
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

}
