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

package io.datawarehouse.embedded.junit;

import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for how long the servers of {@link DataWarehouseExtension} live, by running
 * classes that have it.
 */
class DataWarehouseExtensionIT {

	private static final List<DataWarehouseServers> seen = new ArrayList<>();

	@BeforeEach
	void forget() {
		seen.clear();
	}

	@Test
	void staticFieldIsSharedByTheClassAndClosedWithIt() {
		run(Shared.class, 3);
		assertThat(seen).hasSize(3);
		assertThat(seen.stream().distinct()).singleElement().satisfies(DataWarehouseExtensionIT::isClosed);
	}

	@Test
	void instanceFieldIsOfOneTest() {
		run(OfEachTest.class, 2);
		assertThat(seen).hasSize(2).doesNotHaveDuplicates().allSatisfy(DataWarehouseExtensionIT::isClosed);
	}

	@Test
	void serversAreGoneWhenNoTestRuns() {
		assertThatIllegalStateException().isThrownBy(new DataWarehouseExtension()::servers).withMessage("No test runs");
	}

	@Test
	void nothingIsStartedThatNoTestAsksFor() {
		DataWarehouseServers servers = DataWarehouseServers.create();
		servers.close();
		isClosed(servers);
	}

	@Test
	void serverIsDownAfterClose() {
		DataWarehouseServers servers = DataWarehouseServers.create();
		EmbeddedS3Server s3 = servers.s3();
		assertThat(s3.isRunning()).isTrue();
		servers.close();
		servers.close();
		assertThat(s3.isRunning()).isFalse();
	}

	private static void isClosed(DataWarehouseServers servers) {
		assertThatIllegalStateException().isThrownBy(servers::s3).withMessage("The embedded servers are closed");
	}

	private static void run(Class<?> tests, int count) {
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create()
			.execute(LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(tests)).build(),
					listener);
		TestExecutionSummary summary = listener.getSummary();
		assertThat(summary.getFailures()).extracting((failure) -> failure.getException().toString()).isEmpty();
		assertThat(summary.getTestsSucceededCount()).isEqualTo(count);
	}

	static class Shared {

		@RegisterExtension
		static final DataWarehouseExtension extension = new DataWarehouseExtension().withBuckets("lake")
			.withQueues("orders");

		@Test
		void first() {
			extension.servers().storage().store("dw://lake/a", "content");
			seen.add(extension.servers());
		}

		@Test
		void second(DataWarehouseServers servers) {
			assertThat(extension.properties()).containsKey("dw.storage.endpoint");
			seen.add(servers);
		}

		@Nested
		class Inner {

			@Test
			void third(DataWarehouseServers servers) {
				seen.add(servers);
			}

		}

	}

	static class OfEachTest {

		@RegisterExtension
		final DataWarehouseExtension extension = new DataWarehouseExtension().withBuckets("lake");

		@Test
		void first(DataWarehouseServers servers) {
			assertThat(servers).isSameAs(this.extension.servers());
			this.extension.servers().storage().store("dw://lake/a", "content");
			seen.add(servers);
		}

		@Test
		void second(DataWarehouseServers servers) {
			assertThat(servers.storage().exists("dw://lake/a")).isFalse();
			seen.add(servers);
		}

	}

}
