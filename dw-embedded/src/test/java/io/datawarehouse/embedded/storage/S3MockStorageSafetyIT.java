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

package io.datawarehouse.embedded.storage;

import java.nio.file.Path;
import java.util.Map;

/**
 * Nothing is published or left behind that is not whole, against S3Mock.
 */
class S3MockStorageSafetyIT extends StorageSafetyIT {

	@Override
	ContractServer start(Path dataDir) {
		return S3MockStorageOperationsIT.s3Mock()
			.withSkips(Map.of("presignedUrlIsGoodForItsCallOnly", "S3Mock verifies no signatures",
					"presignedUrlExpires", "S3Mock verifies no signatures",
					"rule1StreamThatDiesPublishesNothingAndKeepsWhatWas:20000000",
					"S3Mock 5.2.0 removes the object that is there when an upload to its key is aborted"));
	}

}
