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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link NothingLeft} and {@link StorageServerTest} fail those who leave
 * something behind, by running classes that do.
 */
class NothingLeftTests {

	private static final String TIMEOUT = "dw.test.leftovers-timeout-seconds";

	private static final CountDownLatch END = new CountDownLatch(1);

	private static ServerSocket socket;

	@AfterEach
	void waitAsUsual() {
		System.clearProperty(TIMEOUT);
	}

	private static List<String> failures(Class<?> tests) {
		SummaryGeneratingListener listener = new SummaryGeneratingListener();
		LauncherFactory.create()
			.execute(LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(tests)).build(),
					listener);
		assertThat(listener.getSummary().getTestsFoundCount()).isOne();
		return listener.getSummary()
			.getFailures()
			.stream()
			.map(Failure::getException)
			.map(Throwable::toString)
			.toList();
	}

	@Test
	void threadFails() {
		System.setProperty(TIMEOUT, "1");
		try {
			assertThat(failures(LeavesThread.class)).singleElement()
				.asString()
				.contains("threads that are left")
				.contains("left-behind");
		}
		finally {
			END.countDown();
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void connectionFails() throws IOException {
		System.setProperty(TIMEOUT, "1");
		try {
			assertThat(failures(LeavesConnection.class)).singleElement()
				.asString()
				.contains("connections that are left");
		}
		finally {
			socket.close();
		}
	}

	@Test
	void unfinishedFileFails() {
		assertThat(failures(LeavesFile.class)).singleElement()
			.asString()
			.contains("unfinished files")
			.contains(".object.1.part");
	}

	@Test
	void multipartUploadFails() {
		assertThat(failures(LeavesUpload.class)).singleElement()
			.asString()
			.contains("multipart uploads that are left")
			.contains("never-completed");
	}

	@Test
	void nothingPasses() {
		assertThat(failures(LeavesNothing.class)).isEmpty();
	}

	static class LeavesThread {

		@Test
		void leave() {
			Thread thread = new Thread(() -> {
				try {
					END.await();
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
			}, "left-behind");
			thread.setDaemon(true);
			thread.start();
		}

	}

	static class LeavesConnection {

		@Test
		void leave() throws IOException {
			socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
		}

	}

	static class LeavesFile {

		@Test
		void leave(@TempDir Path directory) throws IOException {
			Files.createFile(directory.resolve(".object.1.part"));
		}

	}

	static class LeavesUpload extends StorageServerTest {

		@Test
		void leave() {
			this.warehouse
				.execute((s3) -> s3.createMultipartUpload((create) -> create.bucket(BUCKET).key("never-completed")));
		}

	}

	static class LeavesNothing extends StorageServerTest {

		@Test
		void leave() {
			this.warehouse.store("dw://lake/a", "a");
		}

	}

}
