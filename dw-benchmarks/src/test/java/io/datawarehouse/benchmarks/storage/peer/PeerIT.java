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

package io.datawarehouse.benchmarks.storage.peer;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.datawarehouse.benchmarks.storage.sink.LinkSpeed;
import io.datawarehouse.benchmarks.storage.sink.SinkServer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every peer makes every operation against the sink.
 */
@Timeout(60)
class PeerIT {

	private static final int LARGE = 17 * 1024 * 1024 + 1;

	@ParameterizedTest
	@EnumSource(Peer.class)
	void peerMakesEveryOperation(Peer type, @TempDir Path directory) throws Exception {
		Path source = directory.resolve("source");
		try (OutputStream output = Files.newOutputStream(source)) {
			output.write(new byte[LARGE]);
		}
		Path target = directory.resolve("target");
		try (SinkServer server = SinkServer.start(LinkSpeed.FAST);
				StoragePeer peer = type.open(new PeerTarget(server.port()))) {
			peer.putBytes("objects/4096", new byte[4096]);
			assertThat(peer.getBytes("objects/4096")).hasSize(4096);
			peer.putFile("objects/" + LARGE, source);
			peer.getToFile("objects/" + LARGE, target);
		}
		assertThat(target).hasSize(LARGE);
	}

}
