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

import java.util.concurrent.Executor;

import io.datawarehouse.embedded.fila.ApiKeys.Created;
import io.datawarehouse.fila.proto.CreateApiKeyRequest;
import io.datawarehouse.fila.proto.CreateApiKeyResponse;
import io.datawarehouse.fila.proto.CreateQueueRequest;
import io.datawarehouse.fila.proto.CreateQueueResponse;
import io.datawarehouse.fila.proto.DeleteQueueRequest;
import io.datawarehouse.fila.proto.DeleteQueueResponse;
import io.datawarehouse.fila.proto.FilaAdminGrpc;
import io.datawarehouse.fila.proto.GetAclRequest;
import io.datawarehouse.fila.proto.GetAclResponse;
import io.datawarehouse.fila.proto.GetConfigRequest;
import io.datawarehouse.fila.proto.GetConfigResponse;
import io.datawarehouse.fila.proto.GetStatsRequest;
import io.datawarehouse.fila.proto.GetStatsResponse;
import io.datawarehouse.fila.proto.ListApiKeysRequest;
import io.datawarehouse.fila.proto.ListApiKeysResponse;
import io.datawarehouse.fila.proto.ListConfigRequest;
import io.datawarehouse.fila.proto.ListConfigResponse;
import io.datawarehouse.fila.proto.ListQueuesRequest;
import io.datawarehouse.fila.proto.ListQueuesResponse;
import io.datawarehouse.fila.proto.RedriveRequest;
import io.datawarehouse.fila.proto.RedriveResponse;
import io.datawarehouse.fila.proto.RevokeApiKeyRequest;
import io.datawarehouse.fila.proto.RevokeApiKeyResponse;
import io.datawarehouse.fila.proto.SetAclRequest;
import io.datawarehouse.fila.proto.SetAclResponse;
import io.datawarehouse.fila.proto.SetConfigRequest;
import io.datawarehouse.fila.proto.SetConfigResponse;
import io.grpc.stub.StreamObserver;

/**
 * The calls of operators.
 */
final class FilaAdminEndpoint extends FilaAdminGrpc.FilaAdminImplBase {

	private static final String ALL = "*";

	private final BrokerAdmin admin;

	private final ApiKeys keys;

	private final Executor executor;

	/**
	 * Make the endpoint.
	 * @param executor runs what may block
	 */
	FilaAdminEndpoint(BrokerAdmin admin, ApiKeys keys, Executor executor) {
		this.executor = executor;
		this.admin = admin;
		this.keys = keys;
	}

	@Override
	public void createQueue(CreateQueueRequest request, StreamObserver<CreateQueueResponse> observer) {
		permitted(observer, request.getName(),
				() -> this.executor.execute(() -> Answers.attempt(observer, () -> create(request, observer))));
	}

	private void create(CreateQueueRequest request, StreamObserver<CreateQueueResponse> observer) {
		this.admin.createQueue(request.getName(), request.getConfig(),
				Answers.when(observer, () -> CreateQueueResponse.newBuilder().setQueueId(request.getName()).build()));
	}

	@Override
	public void deleteQueue(DeleteQueueRequest request, StreamObserver<DeleteQueueResponse> observer) {
		permitted(observer, request.getQueue(), () -> this.admin.deleteQueue(request.getQueue(),
				Answers.when(observer, DeleteQueueResponse::getDefaultInstance)));
	}

	@Override
	public void setConfig(SetConfigRequest request, StreamObserver<SetConfigResponse> observer) {
		permitted(observer, ALL, () -> this.admin.setConfig(request.getKey(), request.getValue(),
				Answers.when(observer, SetConfigResponse::getDefaultInstance)));
	}

	@Override
	public void getConfig(GetConfigRequest request, StreamObserver<GetConfigResponse> observer) {
		permitted(observer, ALL, () -> Answers.answer(observer,
				GetConfigResponse.newBuilder().setValue(this.admin.getConfig(request.getKey())).build()));
	}

	@Override
	public void listConfig(ListConfigRequest request, StreamObserver<ListConfigResponse> observer) {
		permitted(observer, ALL, () -> Answers.answer(observer, this.admin.listConfig(request.getPrefix())));
	}

	@Override
	public void getStats(GetStatsRequest request, StreamObserver<GetStatsResponse> observer) {
		permitted(observer, request.getQueue(), () -> Answers.answer(observer, this.admin.stats(request.getQueue())));
	}

	@Override
	public void redrive(RedriveRequest request, StreamObserver<RedriveResponse> observer) {
		permitted(observer, request.getDlqQueue(), () -> this.admin.redrive(request.getDlqQueue(), request.getCount(),
				(count) -> Answers.when(observer, () -> RedriveResponse.newBuilder().setRedriven(count).build())));
	}

	@Override
	public void listQueues(ListQueuesRequest request, StreamObserver<ListQueuesResponse> observer) {
		permitted(observer, ALL, () -> Answers.answer(observer,
				ListQueuesResponse.newBuilder().addAllQueues(this.admin.listQueues()).build()));
	}

	@Override
	public void createApiKey(CreateApiKeyRequest request, StreamObserver<CreateApiKeyResponse> observer) {
		superadmin(observer, () -> {
			CreateApiKeyResponse.Builder response = CreateApiKeyResponse.newBuilder()
				.setIsSuperadmin(request.getIsSuperadmin());
			Created created = this.keys.prepare();
			this.keys.create(created, request.getName(), request.getExpiresAtMs(), request.getIsSuperadmin(),
					Answers.when(observer, () -> response.setKeyId(created.id()).setKey(created.key()).build()));
		});
	}

	@Override
	public void revokeApiKey(RevokeApiKeyRequest request, StreamObserver<RevokeApiKeyResponse> observer) {
		superadmin(observer, () -> this.keys.revoke(request.getKeyId(),
				Answers.when(observer, RevokeApiKeyResponse::getDefaultInstance)));
	}

	@Override
	public void listApiKeys(ListApiKeysRequest request, StreamObserver<ListApiKeysResponse> observer) {
		superadmin(observer,
				() -> Answers.answer(observer, ListApiKeysResponse.newBuilder().addAllKeys(this.keys.list()).build()));
	}

	@Override
	public void setAcl(SetAclRequest request, StreamObserver<SetAclResponse> observer) {
		superadmin(observer,
				() -> this.keys.setPermissions(request, Answers.when(observer, SetAclResponse::getDefaultInstance)));
	}

	@Override
	public void getAcl(GetAclRequest request, StreamObserver<GetAclResponse> observer) {
		superadmin(observer,
				() -> Answers.answer(observer,
						GetAclResponse.newBuilder()
							.setKeyId(request.getKeyId())
							.addAllPermissions(this.keys.permissions(request.getKeyId()))
							.setIsSuperadmin(this.keys.require(request.getKeyId()).getIsSuperadmin())
							.build()));
	}

	private static void permitted(StreamObserver<?> observer, String queue, Runnable work) {
		Answers.attempt(observer, () -> {
			CallInterceptor.caller().require("admin", queue);
			work.run();
		});
	}

	private static void superadmin(StreamObserver<?> observer, Runnable work) {
		Answers.attempt(observer, () -> {
			CallInterceptor.caller().requireSuperadmin();
			work.run();
		});
	}

}
