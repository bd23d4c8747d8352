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

package io.datawarehouse.embedded.fila;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import com.google.protobuf.InvalidProtocolBufferException;
import io.datawarehouse.embedded.fila.FilaStore.Wait;
import io.datawarehouse.fila.proto.AclPermission;
import io.datawarehouse.fila.proto.ApiKeyInfo;
import io.datawarehouse.fila.proto.SetAclRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * The API keys and what they may do. Only a hash of each key is kept. Off when the broker
 * was given no key to begin with.
 */
final class ApiKeys {

	private static final Set<String> KINDS = Set.of("produce", "consume", "admin");

	private static final Principal EVERYBODY = new Principal(true, List.of());

	private final FilaStore store;

	private final LongSupplier clock;

	private final @Nullable String superadminHash;

	private final SecureRandom random = new SecureRandom();

	private final Map<String, String> idByHash = new ConcurrentHashMap<>();

	private final Map<String, ApiKeyInfo> keys = new ConcurrentHashMap<>();

	private final Map<String, List<AclPermission>> permissions = new ConcurrentHashMap<>();

	ApiKeys(FilaStore store, LongSupplier clock, @Nullable String superadminKey) {
		this.store = store;
		this.clock = clock;
		this.superadminHash = (superadminKey != null) ? hash(superadminKey) : null;
		try {
			load(store.tables());
		}
		catch (InvalidProtocolBufferException ex) {
			throw new IllegalStateException("The API keys in the store cannot be read", ex);
		}
	}

	private void load(StoreTables tables) throws InvalidProtocolBufferException {
		for (Map.Entry<String, byte[]> key : tables.apiKeys().entrySet()) {
			this.keys.put(key.getKey(), ApiKeyInfo.parseFrom(key.getValue()));
		}
		for (Map.Entry<String, byte[]> acl : tables.acls().entrySet()) {
			this.permissions.put(acl.getKey(), SetAclRequest.parseFrom(acl.getValue()).getPermissionsList());
		}
		tables.apiKeyHashes().forEach((id, hash) -> this.idByHash.put(hash, id));
	}

	/**
	 * Find who calls.
	 * @param authorization the header of the call
	 * @return who it is, or {@code null} if the key is missing or wrong
	 */
	@Nullable Principal authenticate(@Nullable String authorization) {
		if (this.superadminHash == null) {
			return EVERYBODY;
		}
		if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
			return null;
		}
		String hash = hash(authorization.substring(7).trim());
		if (hash.equals(this.superadminHash)) {
			return EVERYBODY;
		}
		String id = this.idByHash.get(hash);
		ApiKeyInfo key = (id != null) ? this.keys.get(id) : null;
		if (key == null || key.getExpiresAtMs() != 0 && key.getExpiresAtMs() <= this.clock.getAsLong()) {
			return null;
		}
		return new Principal(key.getIsSuperadmin(), this.permissions.getOrDefault(id, List.of()));
	}

	/**
	 * Make up an id and a secret.
	 */
	Created prepare() {
		byte[] secret = new byte[32];
		this.random.nextBytes(secret);
		return new Created(UUID.randomUUID().toString(),
				"fila_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
	}

	void create(Created created, String name, long expiresAt, boolean superadmin, FilaStore.Completion completion) {
		String id = created.id();
		String hash = hash(created.key());
		ApiKeyInfo info = ApiKeyInfo.newBuilder()
			.setKeyId(id)
			.setName(name)
			.setCreatedAtMs(this.clock.getAsLong())
			.setExpiresAtMs(expiresAt)
			.setIsSuperadmin(superadmin)
			.build();
		this.store.submit((tables) -> {
			tables.apiKeys().put(id, info.toByteArray());
			tables.apiKeyHashes().put(id, hash);
		}, 0, Wait.FORCED, (failure) -> {
			if (failure == null) {
				this.keys.put(id, info);
				this.idByHash.put(hash, id);
			}
			completion.done(failure);
		});
	}

	void revoke(String id, FilaStore.Completion completion) {
		require(id);
		this.keys.remove(id);
		this.idByHash.values().remove(id);
		this.permissions.remove(id);
		this.store.submit((tables) -> {
			tables.apiKeys().remove(id);
			tables.apiKeyHashes().remove(id);
			tables.acls().remove(id);
		}, 0, Wait.FORCED, completion);
	}

	List<ApiKeyInfo> list() {
		return List.copyOf(this.keys.values());
	}

	void setPermissions(SetAclRequest acl, FilaStore.Completion completion) {
		require(acl.getKeyId());
		for (AclPermission permission : acl.getPermissionsList()) {
			if (!KINDS.contains(permission.getKind())) {
				throw Failures
					.invalid("permission must be produce, consume or admin, but was '" + permission.getKind() + "'");
			}
			if (permission.getPattern().isEmpty()) {
				throw Failures.invalid("permission pattern must not be empty");
			}
		}
		this.permissions.put(acl.getKeyId(), acl.getPermissionsList());
		this.store.submit((tables) -> tables.acls().put(acl.getKeyId(), acl.toByteArray()), 0, Wait.FORCED, completion);
	}

	List<AclPermission> permissions(String id) {
		require(id);
		return this.permissions.getOrDefault(id, List.of());
	}

	ApiKeyInfo require(String id) {
		ApiKeyInfo key = this.keys.get(id);
		if (key == null) {
			throw Status.NOT_FOUND.withDescription("no api key " + id).asRuntimeException();
		}
		return key;
	}

	private static String hash(String key) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * A key that was just created.
	 *
	 * @param id its id
	 * @param key its secret
	 */
	record Created(String id, String key) {

		@Override
		public String toString() {
			return "Created[id=" + this.id + "]";
		}

	}

	/**
	 * Who calls and what it may do.
	 *
	 * @param superadmin whether it may do everything
	 * @param permissions what it may do else
	 */
	record Principal(boolean superadmin, List<AclPermission> permissions) {

		/**
		 * Refuse the call unless it is permitted.
		 * @param kind what is done
		 * @param queue with which queue, or {@code *} for what concerns all
		 */
		void require(String kind, String queue) {
			if (!this.superadmin && this.permissions.stream()
				.noneMatch(
						(permission) -> permission.getKind().equals(kind) && matches(permission.getPattern(), queue))) {
				throw denied("api key lacks permission " + kind + " on " + queue);
			}
		}

		void requireSuperadmin() {
			if (!this.superadmin) {
				throw denied("api key is not a superadmin");
			}
		}

		private static boolean matches(String pattern, String queue) {
			return pattern.equals(queue)
					|| pattern.endsWith("*") && queue.startsWith(pattern.substring(0, pattern.length() - 1));
		}

		private static StatusRuntimeException denied(String description) {
			return Status.PERMISSION_DENIED.withDescription(description).asRuntimeException();
		}

	}

}
