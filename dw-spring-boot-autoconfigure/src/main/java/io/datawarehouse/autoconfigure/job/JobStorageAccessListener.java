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

import io.datawarehouse.DwUri;
import io.datawarehouse.job.JobContext;
import io.datawarehouse.storage.StorageAccessListener;
import io.datawarehouse.storage.StoredObject;

/**
 * Notes what is read and written through the storage template as inputs and outputs of
 * the run that the thread is in.
 */
class JobStorageAccessListener implements StorageAccessListener {

	@Override
	public void onRead(DwUri uri) {
		JobContext job = JobContext.current();
		if (job != null) {
			job.noteRead(uri.toString());
		}
	}

	@Override
	public void onWrite(StoredObject stored) {
		JobContext job = JobContext.current();
		if (job != null) {
			job.noteWrite(stored.uri().toString());
		}
	}

}
