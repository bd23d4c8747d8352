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

import io.datawarehouse.job.DatlakeAuthException;
import io.datawarehouse.job.DatlakeException;
import io.datawarehouse.job.DatlakeTransientException;
import org.jspecify.annotations.Nullable;

/**
 * Explains what kept the application from the catalog when a job was run during the
 * start.
 */
class DatlakeFailureAnalyzer extends ServerFailureAnalyzer<DatlakeException> {

	@Override
	@Nullable String action(DatlakeException failure) {
		if (failure instanceof DatlakeAuthException) {
			return "Set dw.jobs.api-key to a key that the catalog knows. How it is sent is told by "
					+ "dw.jobs.api-key-header and dw.jobs.api-key-scheme.";
		}
		if (failure instanceof DatlakeTransientException && failure.getStatus() == null) {
			return """
					Do one of these:
					    - start the catalog, or correct dw.jobs.url;
					    - set dw.jobs.start-failure=suppress-transient to run jobs untracked while it cannot be reached;
					    - remove dw.jobs.url and add dw-embedded to the class path to use an embedded catalog.""";
		}
		return null;
	}

}
