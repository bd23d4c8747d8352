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

package io.datawarehouse.autoconfigure.job;

import io.datawarehouse.fila.ConsumeMessage;
import io.datawarehouse.fila.listener.FilaListenerInterceptor;
import io.datawarehouse.job.LineageDataset;
import io.datawarehouse.job.ParentRun;
import io.datawarehouse.job.RunTrigger;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;

/**
 * Lets the runs that are started while a message is handled note its queue as an input,
 * and be part of the run that sent it.
 */
class JobMessageInterceptor implements FilaListenerInterceptor, Ordered {

	private final ThreadLocal<RunTrigger.@Nullable Scope> scope = new ThreadLocal<>();

	@Override
	public void before(ConsumeMessage message) {
		this.scope.set(RunTrigger.enter(LineageDataset.of("fila://" + message.queue()),
				ParentRun.fromHeaders(message.headers())));
	}

	@Override
	public void after(ConsumeMessage message, @Nullable Throwable failure) {
		RunTrigger.Scope scope = this.scope.get();
		this.scope.remove();
		if (scope != null) {
			scope.close();
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
