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

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what a process leaves that was killed during an upload can be removed.
 */
class StaleUploadsIT extends StorageServerTest {

	private static final long SIZE = 40L * 1024 * 1024;

	@TempDir
	private Path directory;

	private List<String> uploads() {
		return this.warehouse.execute((client) -> client.listMultipartUploads((list) -> list.bucket(BUCKET)))
			.uploads()
			.stream()
			.map((upload) -> upload.key())
			.toList();
	}

	@Test
	void killedProcessLeavesAnUploadThatCanBeRemoved() throws Exception {
		Process process = ForkedTransfer.start("256m", this.directory.resolve("output"),
				List.of("killed", this.server.endpoint().toString(), this.server.accessKey(), this.server.secretKey(),
						Long.toString(SIZE), this.directory.toString()));
		try {
			Awaitility.await().atMost(Duration.ofMinutes(1)).until(this::uploads, List.of("killed")::equals);
		}
		finally {
			process.destroyForcibly();
		}
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(uploads()).containsExactly("killed");
		assertThat(this.warehouse.exists("dw://lake/killed")).isFalse();
		assertThat(this.warehouse.abortStaleUploads("dw://lake", Duration.ofHours(1))).isZero();
		assertThat(this.warehouse.abortStaleUploads("dw://lake/other", Duration.ZERO)).isZero();
		assertThat(uploads()).containsExactly("killed");
		assertThat(this.warehouse.abortStaleUploads("dw://lake/kill", Duration.ZERO)).isEqualTo(1);
		assertThat(uploads()).isEmpty();
		assertThat(this.warehouse.exists("dw://lake/killed")).isFalse();
	}

}
