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

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Deletes many objects in batches, or one by one where the store cannot do better.
 */
final class BulkDeletion {

	private static final int BATCH = 1000;

	private static final int MAX_FAILURES = 1000;

	// What stores answer to a request that they do not know, or know in another form.
	private static final Set<Integer> UNSUPPORTED = Set.of(400, 404, 405, 411, 501);

	private static final Set<String> WORTH_ANOTHER_TRY = Set.of("InternalError", "SlowDown", "ServiceUnavailable");

	private final StorageExecutor executor;

	private final ObjectLister lister;

	private final VersionAdmin versions;

	private final AtomicBoolean oneByOne = new AtomicBoolean();

	BulkDeletion(StorageExecutor executor, ObjectLister lister, VersionAdmin versions) {
		this.executor = executor;
		this.lister = lister;
		this.versions = versions;
	}

	DeleteResult delete(DwUri prefix) {
		Addresses.requireObject(prefix);
		return this.executor.observe("delete-all", prefix, () -> deleteListed("delete-all", prefix));
	}

	DeleteResult delete(Collection<DwUri> uris) {
		Map<String, List<Target>> buckets = new LinkedHashMap<>();
		uris.forEach(
				(uri) -> buckets.computeIfAbsent(Addresses.requireObject(uri).bucket(), (bucket) -> new ArrayList<>())
					.add(new Target(uri, null)));
		Run run = new Run("delete-all");
		buckets.forEach((bucket, targets) -> this.executor.observe("delete-all", targets.get(0).uri().withKey(""),
				() -> run.delete(targets.iterator())));
		return run.result();
	}

	DeleteResult empty(DwUri bucket) {
		Addresses.requireBucket(bucket);
		return this.executor.observe("empty-bucket", bucket, () -> {
			Run run = new Run("empty-bucket");
			try {
				run.delete(this.versions.targets("empty-bucket", bucket));
			}
			catch (StorageException ex) {
				if (run.result().deleted() > 0 || !isUnsupported(ex)) {
					throw ex;
				}
				return deleteListed("empty-bucket", bucket);
			}
			return run.result();
		});
	}

	private DeleteResult deleteListed(String operation, DwUri prefix) {
		return new Run(operation).delete(this.lister.list(operation, prefix, ListOptions.all())
			.map((object) -> new Target(object.uri(), null))
			.iterator());
	}

	private static boolean isUnsupported(StorageException ex) {
		return UNSUPPORTED.contains(ex.getStatusCode()) && !(ex instanceof BucketNotFoundException);
	}

	/**
	 * What is to be deleted.
	 *
	 * @param uri the object
	 * @param versionId the version of it, or {@code null} if the bucket has none
	 */
	record Target(DwUri uri, @Nullable String versionId) {

	}

	/**
	 * One deletion with its outcome so far.
	 */
	private final class Run {

		private final String operation;

		private final List<DeleteFailure> failures = new ArrayList<>();

		private long deleted;

		private long failed;

		private Run(String operation) {
			this.operation = operation;
		}

		private DeleteResult delete(Iterator<Target> targets) {
			List<Target> batch = new ArrayList<>(BATCH);
			while (targets.hasNext()) {
				batch.add(targets.next());
				if (batch.size() == BATCH || !targets.hasNext()) {
					deleteBatch(batch);
					batch.clear();
				}
			}
			return result();
		}

		private void deleteBatch(List<Target> batch) {
			if (BulkDeletion.this.oneByOne.get() || !deleteTogether(batch)) {
				batch.forEach(this::deleteOne);
			}
		}

		private boolean deleteTogether(List<Target> batch) {
			DwUri bucket = batch.get(0).uri().withKey("");
			try {
				List<ObjectIdentifier> keys = batch.stream().map(Run::identifier).toList();
				DeleteObjectsResponse response = BulkDeletion.this.executor.retry(this.operation, bucket,
						(client, attempt) -> client.deleteObjects((request) -> request.bucket(bucket.bucket())
							.delete((delete) -> delete.objects(keys).quiet(true))));
				account(batch, response.errors());
				return true;
			}
			catch (StorageException ex) {
				if (!isUnsupported(ex)) {
					throw ex;
				}
				// Other answers may be about these keys only.
				if (ex.getStatusCode() == 405 || ex.getStatusCode() == 501) {
					BulkDeletion.this.oneByOne.set(true);
				}
				return false;
			}
		}

		private static ObjectIdentifier identifier(Target target) {
			return ObjectIdentifier.builder().key(target.uri().key()).versionId(target.versionId()).build();
		}

		private void account(List<Target> batch, List<S3Error> errors) {
			Set<Target> again = new HashSet<>();
			DwUri bucket = batch.get(0).uri();
			for (S3Error error : errors) {
				Target target = new Target(SdkResponses.listedUri(bucket, error.key()), error.versionId());
				if (error.code() != null && WORTH_ANOTHER_TRY.contains(error.code())) {
					again.add(target);
				}
				else {
					fail(target, error.code(), error.message());
				}
			}
			this.deleted += batch.size() - errors.size();
			again.forEach(this::deleteOne);
		}

		private void deleteOne(Target target) {
			try {
				BulkDeletion.this.executor.retry(this.operation, target.uri(),
						(client, attempt) -> client.deleteObject((request) -> request.bucket(target.uri().bucket())
							.key(target.uri().key())
							.versionId(target.versionId())));
				this.deleted++;
			}
			catch (ObjectNotFoundException ex) {
				this.deleted++;
			}
			catch (StorageUnavailableException | BucketNotFoundException ex) {
				// The others would fare no better.
				throw ex;
			}
			catch (StorageException ex) {
				fail(target, ex.getErrorCode(), ex.getMessage());
			}
		}

		private void fail(Target target, @Nullable String code, @Nullable String message) {
			this.failed++;
			if (this.failures.size() < MAX_FAILURES) {
				this.failures.add(new DeleteFailure(target.uri(), target.versionId(), (code != null) ? code : "",
						(message != null) ? message : ""));
			}
		}

		private DeleteResult result() {
			return new DeleteResult(this.deleted, this.failed, this.failures);
		}

	}

}
