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
package io.datawarehouse.autoconfigure;

import io.datawarehouse.fila.FilaDeadlineExceededException;
import io.datawarehouse.fila.FilaException;
import io.datawarehouse.fila.FilaPermissionDeniedException;
import io.datawarehouse.fila.FilaUnauthenticatedException;
import io.datawarehouse.fila.FilaUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Explains what kept the application from the broker when it was first spoken to during
 * the start, as when queues are declared.
 */
class FilaFailureAnalyzer extends ServerFailureAnalyzer<FilaException> {

	@Override
	@Nullable String action(FilaException failure) {
		if (String.valueOf(failure.getMessage()).contains("does not speak TLS")) {
			return "Remove dw.fila.ssl.enabled and dw.fila.ssl.bundle, or correct dw.fila.addresses.";
		}
		if (failure instanceof FilaUnavailableException || failure instanceof FilaDeadlineExceededException) {
			return """
					Do one of these:
					    - start the broker, or correct dw.fila.addresses;
					    - set dw.fila.ssl.enabled=true (or dw.fila.ssl.bundle) if the broker speaks TLS, and neither if it does not;
					    - set dw.fila.admin.declare=false if queues should not be declared at the start, which waits for the broker;
					    - remove dw.fila.addresses and add dw-embedded to the class path to use an embedded broker.""";
		}
		if (failure instanceof FilaUnauthenticatedException) {
			return "Set dw.fila.api-key to a key that the broker knows.";
		}
		if (failure instanceof FilaPermissionDeniedException) {
			return "Give the key of dw.fila.api-key the permission, or use another one. To declare queues it needs "
					+ "'admin'; dw.fila.admin.declare=false leaves them to others.";
		}
		return null;
	}

}
