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

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

import org.springframework.util.Assert;

/**
 * Lists, reads and deletes versions of objects.
 */
final class VersionAdmin {

	private static final Comparator<ObjectVersion> NEWEST_FIRST = Comparator
		.comparing((ObjectVersion version) -> version.uri().key())
		.thenComparing(ObjectVersion::latest, Comparator.reverseOrder())
		.thenComparing(ObjectVersion::lastModified, Comparator.nullsLast(Comparator.reverseOrder()));

	private final StorageExecutor executor;

	private final ObjectReader reader;

	VersionAdmin(StorageExecutor executor, ObjectReader reader) {
		this.executor = executor;
		this.reader = reader;
	}

	Stream<ObjectVersion> list(DwUri prefix) {
		prefix.bucket();
		return StreamSupport.stream(Spliterators.spliteratorUnknownSize(new Pages("list-versions", prefix),
				Spliterator.ORDERED | Spliterator.NONNULL), false);
	}

	Iterator<BulkDeletion.Target> targets(String operation, DwUri bucket) {
		Pages versions = new Pages(operation, bucket);
		return new Iterator<>() {

			@Override
			public boolean hasNext() {
				return versions.hasNext();
			}

			@Override
			public BulkDeletion.Target next() {
				ObjectVersion version = versions.next();
				return new BulkDeletion.Target(version.uri(), version.versionId());
			}

		};
	}

	byte[] retrieve(DwUri uri, String versionId) {
		check(uri, versionId);
		return this.executor.call("retrieve-version", uri,
				(client, attempt) -> this.reader.retrieve(client, uri, versionId));
	}

	ObjectInfo head(DwUri uri, String versionId) {
		check(uri, versionId);
		return this.executor.call("head-version", uri, (client, attempt) -> SdkResponses.info(uri,
				client.headObject((request) -> request.bucket(uri.bucket()).key(uri.key()).versionId(versionId))));
	}

	void delete(DwUri uri, String versionId) {
		check(uri, versionId);
		this.executor.call("delete-version", uri, (client, attempt) -> client
			.deleteObject((request) -> request.bucket(uri.bucket()).key(uri.key()).versionId(versionId)));
	}

	private static void check(DwUri uri, String versionId) {
		Addresses.requireObject(uri);
		Assert.hasText(versionId, () -> "a version of '" + uri + "' is needed");
	}

	/**
	 * Versions of all pages, of which the next one is fetched when it is needed.
	 */
	private final class Pages implements Iterator<ObjectVersion> {

		private final String operation;

		private final DwUri prefix;

		private final Deque<ObjectVersion> versions = new ArrayDeque<>();

		private @Nullable ListObjectVersionsResponse page;

		private Pages(String operation, DwUri prefix) {
			this.operation = operation;
			this.prefix = prefix;
		}

		@Override
		public boolean hasNext() {
			while (this.versions.isEmpty()) {
				ListObjectVersionsResponse last = this.page;
				if (last != null && !Boolean.TRUE.equals(last.isTruncated())) {
					return false;
				}
				fetch(last);
			}
			return true;
		}

		private void fetch(@Nullable ListObjectVersionsResponse last) {
			ListObjectVersionsResponse next = VersionAdmin.this.executor.call(this.operation, this.prefix,
					(client, attempt) -> client.listObjectVersions((request) -> request.bucket(this.prefix.bucket())
						.prefix(this.prefix.isBucketOnly() ? null : this.prefix.key())
						.keyMarker((last != null) ? last.nextKeyMarker() : null)
						.versionIdMarker((last != null) ? last.nextVersionIdMarker() : null)
						.encodingType(EncodingType.URL)));
			requireProgress(last, next);
			this.page = next;
			// The two lists are each in order of keys, then newest first.
			List<ObjectVersion> stored = next.versions().stream().map(this::version).toList();
			List<ObjectVersion> markers = next.deleteMarkers().stream().map(this::marker).toList();
			Stream.concat(markers.stream(), stored.stream()).sorted(NEWEST_FIRST).forEach(this.versions::add);
		}

		private void requireProgress(@Nullable ListObjectVersionsResponse last, ListObjectVersionsResponse next) {
			if (last != null && Boolean.TRUE.equals(next.isTruncated())
					&& Objects.equals(last.nextKeyMarker(), next.nextKeyMarker())
					&& Objects.equals(last.nextVersionIdMarker(), next.nextVersionIdMarker())) {
				throw VersionAdmin.this.executor.failure(this.operation, this.prefix,
						new CorruptDataException("the store lists the same versions again and again"));
			}
		}

		private ObjectVersion version(software.amazon.awssdk.services.s3.model.ObjectVersion version) {
			return new ObjectVersion(SdkResponses.listedUri(this.prefix, version.key()), version.versionId(),
					Boolean.TRUE.equals(version.isLatest()), false, (version.size() != null) ? version.size() : 0,
					SdkResponses.etag(version.eTag()), version.lastModified());
		}

		private ObjectVersion marker(DeleteMarkerEntry marker) {
			return new ObjectVersion(SdkResponses.listedUri(this.prefix, marker.key()), marker.versionId(),
					Boolean.TRUE.equals(marker.isLatest()), true, 0, "", marker.lastModified());
		}

		@Override
		public ObjectVersion next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			return this.versions.remove();
		}

	}

}
