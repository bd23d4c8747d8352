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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.datawarehouse.fila.proto.AclPermission;
import io.datawarehouse.fila.proto.ConfigEntry;
import io.datawarehouse.fila.proto.CreateApiKeyRequest;
import io.datawarehouse.fila.proto.CreateApiKeyResponse;
import io.datawarehouse.fila.proto.DeleteQueueRequest;
import io.datawarehouse.fila.proto.FilaAdminGrpc;
import io.datawarehouse.fila.proto.GetAclRequest;
import io.datawarehouse.fila.proto.GetConfigRequest;
import io.datawarehouse.fila.proto.GetStatsRequest;
import io.datawarehouse.fila.proto.ListApiKeysRequest;
import io.datawarehouse.fila.proto.ListConfigRequest;
import io.datawarehouse.fila.proto.ListQueuesRequest;
import io.datawarehouse.fila.proto.RedriveRequest;
import io.datawarehouse.fila.proto.RevokeApiKeyRequest;
import io.datawarehouse.fila.proto.SetAclRequest;
import io.datawarehouse.fila.proto.SetConfigRequest;
import org.jspecify.annotations.Nullable;

/**
 * Blocking client for the administration of a Fila broker: queues, settings, API keys. It
 * is apart from {@link FilaClient} because what sends and handles messages has no need to
 * create or delete queues, and should not have a key that may.
 * <p>
 * It is safe for use by many threads, retries nothing, and connects with its first call.
 *
 * @since 1.0.0
 */
public final class FilaAdmin implements AutoCloseable {

	private final FilaConnection connection;

	private FilaAdmin(Builder builder) {
		this.connection = new FilaConnection(builder);
	}

	/**
	 * Start to build a client.
	 * @return a new builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Create a queue with the settings that the broker has as defaults, and its
	 * dead-letter queue {@code <name>.dlq}.
	 * @param name the name
	 * @return the id of the queue
	 * @throws FilaRpcException with code {@code ALREADY_EXISTS} if there is one already
	 */
	public String createQueue(String name) {
		return createQueue(name, FilaQueueSettings.defaults());
	}

	/**
	 * Create a queue and its dead-letter queue {@code <name>.dlq}.
	 * @param name the name
	 * @param settings the settings
	 * @return the id of the queue
	 * @throws FilaRpcException with code {@code ALREADY_EXISTS} if there is one already
	 */
	public String createQueue(String name, FilaQueueSettings settings) {
		return this.connection
			.call(FilaCall.of("create-queue", name), FilaAdminGrpc.getCreateQueueMethod(),
					QueueRequests.create(name, settings))
			.getQueueId();
	}

	/**
	 * Create a queue unless there is one of this name already, whatever its settings.
	 * @param name the name
	 * @param settings the settings
	 * @return {@code true} if it was created, {@code false} if it was there
	 */
	public boolean ensureQueue(String name, FilaQueueSettings settings) {
		return this.connection.callUnless("ALREADY_EXISTS", FilaCall.of("ensure-queue", name),
				FilaAdminGrpc.getCreateQueueMethod(), QueueRequests.create(name, settings)) != null;
	}

	/**
	 * Delete a queue, its dead-letter queue and the messages of both.
	 * @param queue the queue
	 * @throws FilaQueueNotFoundException if there is no such queue
	 */
	public void deleteQueue(String queue) {
		this.connection.call(FilaCall.of("delete-queue", queue), FilaAdminGrpc.getDeleteQueueMethod(),
				DeleteQueueRequest.newBuilder().setQueue(Messages.requireQueue(queue)).build());
	}

	/**
	 * Ask for the statistics of a queue.
	 * @param queue the queue
	 * @return its statistics now
	 * @throws FilaQueueNotFoundException if there is no such queue
	 */
	public FilaQueueStats stats(String queue) {
		return AdminAnswers.stats(this.connection.call(FilaCall.of("stats", queue), FilaAdminGrpc.getGetStatsMethod(),
				GetStatsRequest.newBuilder().setQueue(Messages.requireQueue(queue)).build()));
	}

	/**
	 * List the queues.
	 * @return all queues, dead-letter queues among them
	 */
	public List<FilaQueueInfo> listQueues() {
		return AdminAnswers.queues(this.connection.call(FilaCall.of("list-queues"), FilaAdminGrpc.getListQueuesMethod(),
				ListQueuesRequest.getDefaultInstance()));
	}

	/**
	 * Move messages of a dead-letter queue back to the queue they came from. Their
	 * attempt count starts at 0 again.
	 * @param deadLetterQueue the dead-letter queue, {@code <name>.dlq}
	 * @param count how many at most, 0 for all
	 * @return how many were moved
	 * @throws FilaQueueNotFoundException if there is no such queue
	 * @throws FilaInvalidArgumentException if it is no dead-letter queue
	 * @throws FilaRpcException with code {@code FAILED_PRECONDITION} if the queue they
	 * came from is gone
	 */
	public long redrive(String deadLetterQueue, long count) {
		if (count < 0) {
			throw new IllegalArgumentException("The count must be 0 for all or more, but was " + count);
		}
		RedriveRequest request = RedriveRequest.newBuilder()
			.setDlqQueue(Messages.requireQueue(deadLetterQueue))
			.setCount(count)
			.build();
		return this.connection.call(FilaCall.of("redrive", deadLetterQueue), FilaAdminGrpc.getRedriveMethod(), request)
			.getRedriven();
	}

	/**
	 * Set an entry of the configuration that can be changed while the broker runs, such
	 * as {@code throttle.<key>} to {@code <rate per second>,<burst>}.
	 * @param key the key
	 * @param value the value
	 */
	public void setConfig(String key, String value) {
		this.connection.call(FilaCall.of("set-config"), FilaAdminGrpc.getSetConfigMethod(),
				SetConfigRequest.newBuilder().setKey(requireText(key, "configuration key")).setValue(value).build());
	}

	/**
	 * Get an entry of the configuration.
	 * @param key the key
	 * @return the value, empty if there is none
	 */
	public String getConfig(String key) {
		return this.connection
			.call(FilaCall.of("get-config"), FilaAdminGrpc.getGetConfigMethod(),
					GetConfigRequest.newBuilder().setKey(requireText(key, "configuration key")).build())
			.getValue();
	}

	/**
	 * List entries of the configuration.
	 * @param prefix what their keys begin with, empty for all
	 * @return the entries by key, in the order of the broker
	 */
	public Map<String, String> listConfig(String prefix) {
		Map<String, String> entries = new LinkedHashMap<>();
		for (ConfigEntry entry : this.connection
			.call(FilaCall.of("list-config"), FilaAdminGrpc.getListConfigMethod(),
					ListConfigRequest.newBuilder().setPrefix(prefix).build())
			.getEntriesList()) {
			entries.put(entry.getKey(), entry.getValue());
		}
		return entries;
	}

	/**
	 * Create an API key. A new key that is no superadmin may do nothing until
	 * {@link #setPermissions(String, List)}.
	 * @param name a name to know it by
	 * @param expiresAt when it expires, or {@code null} if it shall not
	 * @param superadmin whether it may do everything
	 * @return the key, with its secret
	 */
	public FilaApiKey createApiKey(String name, @Nullable Instant expiresAt, boolean superadmin) {
		CreateApiKeyResponse key = this.connection.call(FilaCall.of("create-api-key"),
				FilaAdminGrpc.getCreateApiKeyMethod(),
				CreateApiKeyRequest.newBuilder()
					.setName(requireText(name, "name of the API key"))
					.setExpiresAtMs((expiresAt != null) ? expiresAt.toEpochMilli() : 0)
					.setIsSuperadmin(superadmin)
					.build());
		return new FilaApiKey(key.getKeyId(), key.getKey(), key.getIsSuperadmin());
	}

	/**
	 * Revoke an API key.
	 * @param keyId the id of the key
	 * @throws FilaRpcException with code {@code NOT_FOUND} if there is no such key
	 */
	public void revokeApiKey(String keyId) {
		this.connection.call(FilaCall.of("revoke-api-key"), FilaAdminGrpc.getRevokeApiKeyMethod(),
				RevokeApiKeyRequest.newBuilder().setKeyId(requireText(keyId, "id of the API key")).build());
	}

	/**
	 * List the API keys, without their secrets.
	 * @return all keys
	 */
	public List<FilaApiKeyInfo> listApiKeys() {
		return AdminAnswers.apiKeys(this.connection.call(FilaCall.of("list-api-keys"),
				FilaAdminGrpc.getListApiKeysMethod(), ListApiKeysRequest.getDefaultInstance()));
	}

	/**
	 * Set what an API key may do, in place of what it might before.
	 * @param keyId the id of the key
	 * @param permissions all its permissions
	 * @throws FilaRpcException with code {@code NOT_FOUND} if there is no such key
	 */
	public void setPermissions(String keyId, List<FilaPermission> permissions) {
		SetAclRequest.Builder request = SetAclRequest.newBuilder().setKeyId(requireText(keyId, "id of the API key"));
		for (FilaPermission permission : permissions) {
			request.addPermissions(
					AclPermission.newBuilder().setKind(permission.kind().wireName()).setPattern(permission.pattern()));
		}
		this.connection.call(FilaCall.of("set-acl"), FilaAdminGrpc.getSetAclMethod(), request.build());
	}

	/**
	 * Ask what an API key may do.
	 * @param keyId the id of the key
	 * @return its permissions
	 * @throws FilaRpcException with code {@code NOT_FOUND} if there is no such key
	 */
	public List<FilaPermission> getPermissions(String keyId) {
		return AdminAnswers.permissions(this.connection.call(FilaCall.of("get-acl"), FilaAdminGrpc.getGetAclMethod(),
				GetAclRequest.newBuilder().setKeyId(requireText(keyId, "id of the API key")).build()));
	}

	/**
	 * See whether the broker can be reached, connecting if need be.
	 * @param limit how long to try
	 * @return what was found
	 */
	public FilaProbe probe(Duration limit) {
		return this.connection.probe(limit);
	}

	/**
	 * Take no more calls. Returns at once.
	 */
	@Override
	public void close() {
		this.connection.close();
	}

	/**
	 * Describe the client by the address of its broker.
	 */
	@Override
	public String toString() {
		return "FilaAdmin[" + this.connection.target() + "]";
	}

	private static String requireText(String text, String what) {
		if (text == null || text.isEmpty()) {
			throw new IllegalArgumentException("The " + what + " must not be empty, but was '" + text + "'");
		}
		return text;
	}

	/**
	 * Builder of {@link FilaAdmin}.
	 */
	public static final class Builder extends FilaConnectionBuilder<Builder> {

		private Builder() {
		}

		@Override
		Builder self() {
			return this;
		}

		/**
		 * Build the client. It connects with its first call.
		 * @return a new client, to be closed by the caller
		 */
		public FilaAdmin build() {
			return new FilaAdmin(this);
		}

	}

}
