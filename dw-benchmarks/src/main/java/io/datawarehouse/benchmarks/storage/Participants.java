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

package io.datawarehouse.benchmarks.storage;

import java.util.EnumSet;
import java.util.Set;

import io.datawarehouse.benchmarks.storage.peer.Peer;

/**
 * Who takes part in which operation: in a quick run, those that a goal names; in a full
 * run, everyone to whom the operation tells something.
 */
final class Participants {

	private Participants() {
	}

	static Set<Peer> of(StorageOperation operation, boolean quick) {
		return quick ? namedByGoals(operation) : all(operation);
	}

	private static Set<Peer> namedByGoals(StorageOperation operation) {
		return switch (operation) {
			case PUT_4K -> EnumSet.of(Peer.JDK, Peer.TUNED, Peer.SDK, Peer.MINIO, Peer.S3TEMPLATE, Peer.DW);
			case GET_4K, PUT_64K, GET_64K -> EnumSet.of(Peer.JDK, Peer.TUNED, Peer.SDK, Peer.MINIO, Peer.DW);
			case PUT_LARGE -> EnumSet.of(Peer.RAW, Peer.CRT, Peer.MINIO, Peer.S3TEMPLATE, Peer.DW, Peer.DW_PLAIN);
			case GET_LARGE -> EnumSet.of(Peer.RAW, Peer.CRT, Peer.MINIO, Peer.S3TEMPLATE, Peer.DW);
			case PUT_LARGE_SLOW, GET_LARGE_SLOW -> EnumSet.of(Peer.RAW, Peer.CRT, Peer.DW);
		};
	}

	private static Set<Peer> all(StorageOperation operation) {
		EnumSet<Peer> peers = EnumSet.allOf(Peer.class);
		if (operation != StorageOperation.PUT_LARGE) {
			peers.remove(Peer.DW_PLAIN);
		}
		if (operation == StorageOperation.PUT_LARGE_SLOW || operation == StorageOperation.GET_LARGE_SLOW) {
			// One stream is one stream: the raw socket stands for all that have no more.
			peers.removeAll(EnumSet.of(Peer.JDK, Peer.TUNED, Peer.SDK_URL));
		}
		return peers;
	}

}
