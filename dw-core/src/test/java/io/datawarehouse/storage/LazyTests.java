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

import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.utils.SdkAutoCloseable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LazyTests {

	private final AtomicInteger made = new AtomicInteger();

	private final AtomicInteger closed = new AtomicInteger();

	private final Lazy<SdkAutoCloseable> lazy = new Lazy<>(() -> {
		this.made.incrementAndGet();
		return this.closed::incrementAndGet;
	});

	@Test
	void isMadeOnceWhenNeeded() {
		assertThat(this.made).hasValue(0);
		assertThat(this.lazy.get()).isSameAs(this.lazy.get());
		assertThat(this.made).hasValue(1);
	}

	@Test
	void isClosedWhenItWasMade() {
		SdkAutoCloseable value = this.lazy.get();
		this.lazy.close();
		assertThat(this.closed).hasValue(1);
		assertThat(this.lazy.get()).isSameAs(value);
	}

	@Test
	void isNotMadeToBeClosed() {
		this.lazy.close();
		assertThat(this.made).hasValue(0);
		assertThatIllegalStateException().isThrownBy(this.lazy::get).withMessageContaining("closed");
		assertThat(this.made).hasValue(0);
	}

	@Test
	void templateMakesItsClientForTheFirstCall() {
		AtomicInteger customized = new AtomicInteger();
		try (DataWarehouseTemplate template = DataWarehouseTemplate.builder()
			.endpoint(URI.create("http://127.0.0.1:1"))
			.credentials("key", "secret")
			.s3ClientCustomizer((builder) -> customized.incrementAndGet())
			.build()) {
			assertThat(customized).hasValue(0);
			template.publicUrl("dw://lake/a");
			template.publicUrl("dw://lake/b");
			assertThat(customized).hasValue(1);
		}
	}

	@Test
	void templateIsNotChangedByItsBuilderAfterwards() {
		DataWarehouseTemplateBuilder builder = DataWarehouseTemplate.builder()
			.endpoint(URI.create("http://127.0.0.1:1"))
			.credentials("key", "secret");
		try (DataWarehouseTemplate template = builder.build()) {
			builder.endpoint(URI.create("http://127.0.0.1:2")).region("eu-central-1").pathStyle(false);
			assertThat(template.getEndpoint()).hasPort(1);
			assertThat(template.getRegion()).isEqualTo("us-east-1");
			assertThat(template.publicUrl("dw://lake/a")).hasToString("http://127.0.0.1:1/lake/a");
			assertThat(template.sparkConf()).containsEntry("spark.hadoop.fs.s3a.endpoint.region", "us-east-1");
		}
	}

	@Test
	void templateThatWasClosedBeforeItsFirstCallRefusesIt() {
		DataWarehouseTemplate template = DataWarehouseTemplate.builder()
			.endpoint(URI.create("http://127.0.0.1:1"))
			.credentials("key", "secret")
			.build();
		template.close();
		assertThatIllegalStateException().isThrownBy(() -> template.retrieve("dw://lake/a"))
			.withMessage("The DataWarehouseTemplate is closed");
		assertThat(template.getStats()).isEqualTo(new StorageStats(0, 0, 0, 0));
	}

}
