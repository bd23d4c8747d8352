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

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LimitedBody}.
 */
class LimitedBodyTests {

	private final LimitedBody body = new LimitedBody(5);

	private boolean cancelled;

	private LimitedBody subscribed() {
		this.body.onSubscribe(new Flow.Subscription() {

			@Override
			public void request(long n) {
				// All is sent as soon as it is there.
			}

			@Override
			public void cancel() {
				LimitedBodyTests.this.cancelled = true;
			}

		});
		return this.body;
	}

	private static List<ByteBuffer> buffers(String... contents) {
		return List.of(contents).stream().map((content) -> ByteBuffer.wrap(content.getBytes())).toList();
	}

	@Test
	void answerIsTakenWhole() {
		LimitedBody body = subscribed();
		body.onNext(buffers("a", "b"));
		body.onNext(buffers("c"));
		body.onComplete();
		assertThat(body.getBody().toCompletableFuture().join()).asString().isEqualTo("abc");
		assertThat(this.cancelled).isFalse();
	}

	@Test
	void nothingIsTakenBeyondTheLimit() {
		LimitedBody body = subscribed();
		body.onNext(buffers("ab", "cd"));
		body.onNext(buffers("ef", "gh"));
		assertThat(this.cancelled).isTrue();
		assertThat(body.getBody().toCompletableFuture().join()).asString().isEqualTo("abcde");
	}

	@Test
	void failureIsPassedOn() {
		LimitedBody body = subscribed();
		body.onNext(buffers("ab"));
		body.onError(new IllegalStateException("broken"));
		assertThat(body.getBody()).isCompletedExceptionally();
	}

}
