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

import java.util.List;

import io.datawarehouse.DwUri;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Operations on buckets.
 */
final class BucketAdmin {

	private static final int NOT_FOUND = 404;

	private final StorageExecutor executor;

	BucketAdmin(StorageExecutor executor) {
		this.executor = executor;
	}

	void create(DwUri bucket) {
		Addresses.requireBucket(bucket);
		this.executor.observe("create-bucket", bucket, () -> {
			createOnce(bucket);
			return bucket;
		});
	}

	boolean ensure(DwUri bucket) {
		Addresses.requireBucket(bucket);
		return this.executor.observe("ensure-bucket", bucket, () -> {
			if (head("ensure-bucket", bucket)) {
				return false;
			}
			return createUnlessThere(bucket);
		});
	}

	/**
	 * Create the bucket unless someone did it meanwhile.
	 */
	private boolean createUnlessThere(DwUri bucket) {
		try {
			createOnce(bucket);
			return true;
		}
		catch (BucketAlreadyExistsException ex) {
			if (head("ensure-bucket", bucket)) {
				return false;
			}
			throw ex;
		}
	}

	private void createOnce(DwUri bucket) {
		this.executor.retry("create-bucket", bucket,
				(client, attempt) -> client.createBucket((request) -> request.bucket(bucket.bucket())));
	}

	void delete(DwUri bucket) {
		Addresses.requireBucket(bucket);
		this.executor.call("delete-bucket", bucket,
				(client, attempt) -> client.deleteBucket((request) -> request.bucket(bucket.bucket())));
	}

	boolean exists(DwUri bucket) {
		Addresses.requireBucket(bucket);
		return this.executor.observe("bucket-exists", bucket, () -> head("bucket-exists", bucket));
	}

	private boolean head(String operation, DwUri bucket) {
		return this.executor.retry(operation, bucket, (client, attempt) -> {
			try {
				client.headBucket((request) -> request.bucket(bucket.bucket()));
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

	List<BucketInfo> list(String operation) {
		return this.executor.call(operation, null,
				(client, attempt) -> client.listBuckets()
					.buckets()
					.stream()
					.map((bucket) -> new BucketInfo(bucket.name(), bucket.creationDate()))
					.toList());
	}

}
