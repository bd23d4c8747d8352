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

package io.datawarehouse.storage;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import io.datawarehouse.DwUri;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProgressBar}.
 */
class ProgressBarTests {

	private final StringWriter output = new StringWriter();

	private final ProgressBar bar = new ProgressBar(new PrintWriter(this.output));

	private static Transfer transfer(String name, long size) {
		return new Transfer(Transfer.Direction.UPLOAD, DwUri.of("lake", name), Path.of(name), size);
	}

	@Test
	void showsHowFarAllTransfersAre() {
		this.bar.started(transfer("a", 3_000_000));
		this.bar.started(transfer("b", 1_000_000));
		this.bar.bytes(transfer("a", 3_000_000), 3_000_000);
		this.bar.completed(transfer("a", 3_000_000));
		this.bar.failed(transfer("b", 1_000_000), new IllegalStateException());
		assertThat(this.output.toString()).startsWith("\r[")
			.contains("  0%")
			.endsWith("files, 1 failed " + System.lineSeparator())
			.contains("[##############################] 100% 3.0 MB")
			.contains("1 of 2 files");
	}

	@Test
	void drawsAtABoundedRate() {
		Transfer transfer = transfer("a", 1_000_000);
		this.bar.started(transfer);
		for (int i = 0; i < 100_000; i++) {
			this.bar.bytes(transfer, i);
		}
		assertThat(this.output.toString().chars().filter((character) -> character == '\r').count()).isLessThan(100);
	}

	@Test
	void isSilentWithoutATerminal() {
		assertThat(ProgressBar.onTerminal()).isNotInstanceOf(ProgressBar.class);
	}

}
