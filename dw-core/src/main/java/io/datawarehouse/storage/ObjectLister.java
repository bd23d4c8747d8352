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

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;
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
		prefix.bucket();
		Iterator<ObjectInfo> objects = new Pages(prefix, options);
		return StreamSupport
			.stream(Spliterators.spliteratorUnknownSize(objects, Spliterator.ORDERED | Spliterator.NONNULL), false);
	}

	void probe(DwUri bucket) {
		page("probe", bucket, ListObjectsV2Request.builder().bucket(bucket.bucket()).maxKeys(1).build());
	}

	private ListObjectsV2Response page(String operation, DwUri uri, ListObjectsV2Request request) {
		return this.executor.call(operation, uri, (client, attempt) -> client.listObjectsV2(request));
	}

	/**
	 * Objects of all pages, of which the next one is fetched when it is needed.
	 */
	private final class Pages implements Iterator<ObjectInfo> {

		private final DwUri prefix;

		private final @Nullable String startAfter;

		private long left;

		private @Nullable ListObjectsV2Response page;

		private @Nullable Iterator<S3Object> objects;

		private Pages(DwUri prefix, ListOptions options) {
			this.prefix = prefix;
			this.startAfter = options.startAfter();
			this.left = options.limit();
		}

		@Override
		public boolean hasNext() {
			while (this.left > 0 && (this.objects == null || !this.objects.hasNext())) {
				if (this.page != null && !hasNextPage(this.page)) {
					return false;
				}
				ListObjectsV2Response next = page("list", this.prefix, nextRequest());
				this.page = next;
				this.objects = next.contents().iterator();
			}
			return this.left > 0;
		}

		private static boolean hasNextPage(ListObjectsV2Response page) {
			return Boolean.TRUE.equals(page.isTruncated()) && page.nextContinuationToken() != null;
		}

		private ListObjectsV2Request nextRequest() {
			return ListObjectsV2Request.builder()
				.bucket(this.prefix.bucket())
				.prefix(this.prefix.isBucketOnly() ? null : this.prefix.key())
				.startAfter((this.page == null) ? this.startAfter : null)
				.continuationToken((this.page != null) ? this.page.nextContinuationToken() : null)
				.maxKeys((int) Math.min(PAGE_SIZE, this.left))
				// Keys may hold characters that XML cannot.
				.encodingType(EncodingType.URL)
				.build();
		}

		@Override
		public ObjectInfo next() {
			if (!hasNext() || this.objects == null) {
				throw new NoSuchElementException();
			}
			this.left--;
			return SdkResponses.info(this.prefix, this.objects.next());
		}

	}

}
