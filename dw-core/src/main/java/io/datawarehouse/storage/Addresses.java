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

import org.springframework.util.Assert;

/**
 * What an operation demands of an address.
 */
final class Addresses {

	private Addresses() {
	}

	static DwUri requireObject(DwUri uri) {
		uri.bucket();
		Assert.isTrue(!uri.isBucketOnly(), () -> "'" + uri + "' is the address of a bucket, but an object is needed");
		return uri;
	}

	static DwUri requireBucket(DwUri uri) {
		uri.bucket();
		Assert.isTrue(uri.isBucketOnly(), () -> "'" + uri + "' is the address of an object, but a bucket is needed");
		return uri;
	}

	static void requireDistinct(DwUri source, DwUri target) {
		Assert.isTrue(!source.bucket().equals(target.bucket()) || !source.key().equals(target.key()),
				() -> "source and target are the same object '" + source + "'");
	}

}
