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

import java.time.Instant;
import java.util.List;

import io.datawarehouse.fila.proto.GetAclResponse;
import io.datawarehouse.fila.proto.GetStatsResponse;
import io.datawarehouse.fila.proto.ListApiKeysResponse;
import io.datawarehouse.fila.proto.ListQueuesResponse;

/**
 * Makes what users get of the broker's answers. Apart from {@link FilaAdmin}, for Spring
 * asks for the methods of each bean's class, and that loads the types which they name,
 * those of lambdas too.
 */
final class AdminAnswers {

	private AdminAnswers() {
	}

	static FilaQueueStats stats(GetStatsResponse stats) {
		return new FilaQueueStats(stats.getDepth(), stats.getInFlight(), stats.getActiveFairnessKeys(),
				stats.getActiveConsumers(), stats.getQuantum(),
				stats.getPerKeyStatsList()
					.stream()
					.map((key) -> new FilaQueueStats.FairnessKey(key.getKey(), key.getPendingCount(),
							key.getCurrentDeficit(), key.getWeight()))
					.toList(),
				stats.getPerThrottleStatsList()
					.stream()
					.map((key) -> new FilaQueueStats.ThrottleKey(key.getKey(), key.getTokens(), key.getRatePerSecond(),
							key.getBurst()))
					.toList());
	}

	static List<FilaQueueInfo> queues(ListQueuesResponse queues) {
		return queues.getQueuesList()
			.stream()
			.map((queue) -> new FilaQueueInfo(queue.getName(), queue.getDepth(), queue.getInFlight(),
					queue.getActiveConsumers()))
			.toList();
	}

	static List<FilaApiKeyInfo> apiKeys(ListApiKeysResponse keys) {
		return keys.getKeysList()
			.stream()
			.map((key) -> new FilaApiKeyInfo(key.getKeyId(), key.getName(), Instant.ofEpochMilli(key.getCreatedAtMs()),
					(key.getExpiresAtMs() != 0) ? Instant.ofEpochMilli(key.getExpiresAtMs()) : null,
					key.getIsSuperadmin()))
			.toList();
	}

	static List<FilaPermission> permissions(GetAclResponse acl) {
		return acl.getPermissionsList()
			.stream()
			.map((permission) -> new FilaPermission(FilaPermission.Kind.ofWireName(permission.getKind()),
					permission.getPattern()))
			.toList();
	}

}
