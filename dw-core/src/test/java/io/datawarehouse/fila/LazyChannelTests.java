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

package io.datawarehouse.fila;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LazyChannelTests {

	private final AtomicInteger made = new AtomicInteger();

	private final LazyChannel channel = new LazyChannel(this::make, (made) -> made);

	private ManagedChannel make() {
		this.made.incrementAndGet();
		return NettyChannelBuilder.forAddress("127.0.0.1", 1).build();
	}

	@Test
	void isMadeOnceWhenNeeded() {
		assertThat(this.made).hasValue(0);
		assertThat(this.channel.get()).isSameAs(this.channel.get()).isSameAs(this.channel.calls());
		assertThat(this.made).hasValue(1);
		this.channel.close();
	}

	@Test
	void isShutDownWhenItWasMade() {
		ManagedChannel made = this.channel.get();
		assertThat(this.channel.isClosed()).isFalse();
		this.channel.close();
		assertThat(this.channel.isClosed()).isTrue();
		assertThat(made.isShutdown()).isTrue();
	}

	@Test
	void isNotMadeToBeClosed() {
		this.channel.close();
		assertThat(this.made).hasValue(0);
		assertThat(this.channel.get().isShutdown()).isTrue();
	}

	@Test
	void clientThatWasNeverUsedIsClosed() {
		FilaClient client = FilaClient.builder().address("127.0.0.1:1").build();
		client.close();
		assertThatIllegalStateException().isThrownBy(() -> client.enqueue("orders", new byte[0]))
			.withMessageContaining("closed");
		assertThat(client.probe(Duration.ofSeconds(1)).ready()).isFalse();
	}

}
