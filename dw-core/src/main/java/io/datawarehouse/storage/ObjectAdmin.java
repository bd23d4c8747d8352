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

package io.datawarehouse.storage;

import io.datawarehouse.DwUri;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Operations on stored objects that do not move their content through this client.
 */
final class ObjectAdmin {

	private static final int FORBIDDEN = 403;

	private static final int NOT_FOUND = 404;

	private final StorageExecutor executor;

	private final boolean verifyChecksums;

	ObjectAdmin(StorageExecutor executor, boolean verifyChecksums) {
		this.executor = executor;
		this.verifyChecksums = verifyChecksums;
	}

	ObjectInfo head(DwUri uri) {
		Addresses.requireObject(uri);
		return this.executor.call("head", uri, (client, attempt) -> SdkResponses.info(uri, head(client, uri)));
	}

	boolean exists(DwUri uri) {
		Addresses.requireObject(uri);
		return this.executor.call("exists", uri, (client, attempt) -> {
			try {
				head(client, uri);
				return true;
			}
			catch (S3Exception ex) {
				if (ex.statusCode() != NOT_FOUND) {
					throw ex;
				}
				return false;
			}
		});
	}

	boolean delete(DwUri uri) {
		Addresses.requireObject(uri);
		// Deleting does not tell whether there was an object, so it is asked for first:
		// once, because a repeated attempt may find it deleted by the one before.
		boolean[] existed = new boolean[1];
		return this.executor.call("delete", uri, (client, attempt) -> {
			existed[0] |= mayExist(client, uri);
			if (existed[0]) {
				client.deleteObject((request) -> request.bucket(uri.bucket()).key(uri.key()));
			}
			return existed[0];
		});
	}

	/**
	 * Whether there is an object, or this cannot be said by one who may only write.
	 */
	private boolean mayExist(S3Client client, DwUri uri) {
		try {
			head(client, uri);
			return true;
		}
		catch (S3Exception ex) {
			if (ex.statusCode() == NOT_FOUND) {
				return false;
			}
			if (ex.statusCode() == FORBIDDEN) {
				return true;
			}
			throw ex;
		}
	}

	private HeadObjectResponse head(S3Client client, DwUri uri) {
		return client.headObject((request) -> request.bucket(uri.bucket())
			.key(uri.key())
			.checksumMode(this.verifyChecksums ? ChecksumMode.ENABLED : null));
	}

}
