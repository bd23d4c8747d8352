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

import java.io.IOException;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails every storage test that leaves an unfinished file, and every class of storage
 * tests that leaves a thread or a connection. It is registered for all tests, so none can
 * forget to be looked after. Multipart uploads that are left are found by
 * {@link StorageServerTest}, which knows the server.
 */
public final class NothingLeft implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(NothingLeft.class);

	static boolean isStorageTest(ExtensionContext context) {
		return context.getTestClass().filter((type) -> type.getPackage() == NothingLeft.class.getPackage()).isPresent();
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		if (isStorageTest(context)) {
			store(context).put(context.getRequiredTestClass(), new Leftovers());
		}
	}

	@Override
	public void afterEach(ExtensionContext context) throws IOException {
		if (isStorageTest(context)) {
			assertThat(StorageTempDirectories.unfinishedFiles()).as("unfinished files").isEmpty();
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		if (isStorageTest(context)) {
			store(context).remove(context.getRequiredTestClass(), Leftovers.class).assertNone();
		}
	}

	private static ExtensionContext.Store store(ExtensionContext context) {
		return context.getStore(NAMESPACE);
	}

}
