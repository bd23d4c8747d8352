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
package io.datawarehouse.embedded.storage;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Skips what a server cannot do, with the reason, and prints what ran against it.
 */
final class ContractReport implements ExecutionCondition, TestWatcher, AfterAllCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(ContractReport.class);

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		return context.getTestInstance()
			.map(StorageServerTest.class::cast)
			.flatMap((test) -> reason(test, context))
			.map(ConditionEvaluationResult::disabled)
			.orElseGet(() -> ConditionEvaluationResult.enabled("the server can do it"));
	}

	private static Optional<String> reason(StorageServerTest test, ExtensionContext context) {
		String method = context.getTestMethod().map(Method::getName).orElse("");
		return test.skips().entrySet().stream().filter((skip) -> {
			String[] parts = skip.getKey().split(":", 2);
			return parts[0].equals(method) && (parts.length == 1 || context.getDisplayName().contains(parts[1]));
		}).map(Map.Entry::getValue).findFirst();
	}

	@Override
	public void testSuccessful(ExtensionContext context) {
		counts(context).passed++;
	}

	@Override
	public void testFailed(ExtensionContext context, Throwable cause) {
		counts(context).failed++;
	}

	@Override
	public void testDisabled(ExtensionContext context, Optional<String> reason) {
		String method = context.getTestMethod().map(Method::getName).orElse("");
		counts(context).skipped.put(method + " " + context.getDisplayName(), reason.orElse("no reason"));
	}

	private static Counts counts(ExtensionContext context) {
		ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
		return store.computeIfAbsent(context.getRequiredTestClass(), (key) -> new Counts(), Counts.class);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		Counts counts = counts(context);
		String server = ((StorageServerTest) context.getRequiredTestInstance()).serverName();
		System.out.printf("storage contract, %s on %s: %d passed, %d failed, %d skipped%n",
				context.getRequiredTestClass().getSimpleName(), server, counts.passed, counts.failed,
				counts.skipped.size());
		counts.skipped.forEach((test, reason) -> System.out.printf("    skipped %s: %s%n", test, reason));
	}

	private static final class Counts {

		private final Map<String, String> skipped = new TreeMap<>();

		private int passed;

		private int failed;

	}

}
