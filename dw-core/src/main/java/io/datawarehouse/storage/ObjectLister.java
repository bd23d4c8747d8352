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
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists objects page by page, with one page in memory at a time.
 */
final class ObjectLister {

	private static final int PAGE_SIZE = 1000;

	private final StorageExecutor executor;

	ObjectLister(StorageExecutor executor) {
		this.executor = executor;
	}

	Stream<ObjectInfo> list(DwUri prefix, ListOptions options) {
		return list("list", prefix, options);
	}

	Stream<ObjectInfo> list(String operation, DwUri prefix, ListOptions options) {
		return entries(operation, prefix, options).map(ListEntry::object).filter(Objects::nonNull);
	}

	Stream<ListEntry> entries(DwUri prefix, ListOptions options) {
		return entries("list", prefix, options);
	}

	private Stream<ListEntry> entries(String operation, DwUri prefix, ListOptions options) {
		prefix.bucket();
		Iterator<ListEntry> entries = new Pages(operation, prefix, options);
		return StreamSupport
			.stream(Spliterators.spliteratorUnknownSize(entries, Spliterator.ORDERED | Spliterator.NONNULL), false);
	}

	Stream<ObjectInfo> listMatching(DwUri pattern) {
		Addresses.requireObject(pattern);
		KeyPattern keys = new KeyPattern(pattern.key());
		return list("list", pattern.withKey(keys.prefix()), ListOptions.all())
			.filter((object) -> keys.matches(object.uri().key()));
	}

	void probe(DwUri bucket) {
		page("probe", bucket, ListObjectsV2Request.builder().bucket(bucket.bucket()).maxKeys(1).build());
	}

	private ListObjectsV2Response page(String operation, DwUri uri, ListObjectsV2Request request) {
		return this.executor.call(operation, uri, (client, attempt) -> client.listObjectsV2(request));
	}

	/**
	 * Entries of all pages, of which the next one is fetched when it is needed.
	 */
	private final class Pages implements Iterator<ListEntry> {

		private final String operation;

		private final DwUri prefix;

		private final ListOptions options;

		private final Deque<ListEntry> entries = new ArrayDeque<>();

		private long left;

		private @Nullable ListObjectsV2Response page;

		private Pages(String operation, DwUri prefix, ListOptions options) {
			this.operation = operation;
			this.prefix = prefix;
			this.options = options;
			this.left = options.limit();
		}

		@Override
		public boolean hasNext() {
			while (this.left > 0 && this.entries.isEmpty()) {
				ListObjectsV2Response last = this.page;
				if (last != null && !Boolean.TRUE.equals(last.isTruncated())) {
					return false;
				}
				ListObjectsV2Response next = page(this.operation, this.prefix, nextRequest(last));
				requireProgress(last, next);
				this.page = next;
				addEntries(next);
			}
			return this.left > 0;
		}

		/**
		 * A listing must not end early because a store does not tell how it goes on, and
		 * must not go on for ever.
		 */
		private void requireProgress(@Nullable ListObjectsV2Response last, ListObjectsV2Response next) {
			if (!Boolean.TRUE.equals(next.isTruncated())) {
				return;
			}
			String token = next.nextContinuationToken();
			if (token == null && (this.options.delimiter() != null || next.contents().isEmpty())) {
				throw failure("the store does not tell how its listing goes on");
			}
			if (last != null && goesOnAt(next).equals(goesOnAt(last))) {
				throw failure("the store lists the same objects again and again");
			}
		}

		private static String goesOnAt(ListObjectsV2Response page) {
			return (page.nextContinuationToken() != null) ? page.nextContinuationToken() : lastKey(page);
		}

		private RuntimeException failure(String what) {
			return ObjectLister.this.executor.failure(this.operation, this.prefix, new CorruptDataException(what));
		}

		private static String lastKey(ListObjectsV2Response page) {
			return page.contents().get(page.contents().size() - 1).key();
		}

		private void addEntries(ListObjectsV2Response page) {
			Stream<ListEntry> objects = page.contents().stream().map(this::object);
			if (page.commonPrefixes().isEmpty()) {
				objects.forEach(this.entries::add);
				return;
			}
			Stream.concat(objects, page.commonPrefixes().stream().map(this::commonPrefix))
				.sorted(Comparator.comparing((entry) -> entry.uri().key()))
				.forEach(this.entries::add);
		}

		private ListEntry object(S3Object object) {
			ObjectInfo info = SdkResponses.info(this.prefix, object);
			return new ListEntry(info.uri(), info);
		}

		private ListEntry commonPrefix(CommonPrefix common) {
			return new ListEntry(SdkResponses.listedUri(this.prefix, common.prefix()), null);
		}

		private ListObjectsV2Request nextRequest(@Nullable ListObjectsV2Response last) {
			String token = (last != null) ? last.nextContinuationToken() : null;
			String after = (last != null && token == null) ? lastKey(last) : null;
			return ListObjectsV2Request.builder()
				.bucket(this.prefix.bucket())
				.prefix(this.prefix.isBucketOnly() ? null : this.prefix.key())
				.delimiter(this.options.delimiter())
				.startAfter((last != null) ? after : this.options.startAfter())
				.continuationToken(token)
				.maxKeys((int) Math.min(PAGE_SIZE, this.left))
				// Keys may hold characters that XML cannot.
				.encodingType(EncodingType.URL)
				.build();
		}

		@Override
		public ListEntry next() {
			if (!hasNext()) {
				throw new NoSuchElementException();
			}
			this.left--;
			return this.entries.remove();
		}

	}

}
