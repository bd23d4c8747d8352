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

package io.datawarehouse.benchmarks.fila;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.datawarehouse.embedded.fila.EmbeddedFilaBroker;
import io.datawarehouse.fila.FilaAdmin;
import io.datawarehouse.fila.FilaQueueStats;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every peer does what is measured.
 */
@Timeout(60)
class FilaPeerIT {

	@ParameterizedTest
	@EnumSource(FilaPeer.class)
	void whatIsEnqueuedIsHandledOnceAndAcked(FilaPeer peer) throws Exception {
		Set<Integer> handled = ConcurrentHashMap.newKeySet();
		try (EmbeddedFilaBroker broker = EmbeddedFilaBroker.builder().inMemory().start();
				FilaAdmin admin = FilaAdmin.builder().address(broker.address()).build();
				FilaPeerClient client = peer.open(broker.address(), "q")) {
			admin.createQueue("q");
			for (int i = 0; i < 100; i++) {
				client.enqueue(ByteBuffer.allocate(4).putInt(i).array());
			}
			client.enqueueMany(ByteBuffer.allocate(4).putInt(100).array(), 50);
			client.consume(10, (payload) -> handled.add(ByteBuffer.wrap(payload).getInt()));
			await().atMost(Duration.ofSeconds(20)).until(() -> {
				FilaQueueStats stats = admin.stats("q");
				return stats.depth() + stats.inFlight() == 0;
			});
			assertThat(handled).hasSize(101);
		}
	}

}
