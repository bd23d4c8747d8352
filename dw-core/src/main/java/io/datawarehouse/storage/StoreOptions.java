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

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How an object is stored.
 *
 * @param contentType the content type, or {@code null} to guess it from the name
 * @param metadata the user's metadata
 * @param createOnly whether to fail when there is an object already
 * @param ifMatch the ETag that the object to replace must have, or {@code null} to
 * replace any
 * @param headers headers that are kept with the object, such as {@code Cache-Control}
 * @param tags the tags of the object
 * @param storageClass the storage class, or {@code null} for that of the bucket
 * @param encryption how the store encrypts the object, or {@code null} for the way of the
 * bucket
 * @param checksum the checksum to compute, or {@code null} for the client's way
 * @since 1.0.0
 */
public record StoreOptions(@Nullable String contentType, Map<String, String> metadata, boolean createOnly,
		@Nullable String ifMatch, ContentHeaders headers, Map<String, String> tags, @Nullable String storageClass,
		@Nullable Encryption encryption, @Nullable ChecksumAlgorithm checksum) {

	private static final StoreOptions DEFAULTS = new StoreOptions(null, Map.of(), false, null, ContentHeaders.none(),
			Map.of(), null, null, null);

	// What HTTP allows in the name of a header, of which S3 keeps the lower case.
	private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

	private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

	private static final Pattern STORAGE_CLASS = Pattern.compile("[A-Z0-9_-]+");

	/**
	 * Create options.
	 * @throws IllegalArgumentException if the metadata cannot travel in HTTP headers,
	 * both conditions are set, or there are more tags than S3 allows
	 */
	public StoreOptions {
		String type = contentType;
		String storage = storageClass;
		Assert.isTrue(!createOnly || ifMatch == null, "createOnly and ifMatch exclude each other");
		Assert.isTrue(type == null || VALUE.matcher(type).matches(),
				() -> "contentType must be printable ASCII, was '" + type + "'");
		Assert.isTrue(storage == null || STORAGE_CLASS.matcher(storage).matches(),
				() -> "storageClass must be like STANDARD_IA, was '" + storage + "'");
		metadata = checkMetadata(metadata);
		tags = Tags.check(tags);
	}

	private static Map<String, String> checkMetadata(Map<String, String> metadata) {
		Map<String, String> checked = new LinkedHashMap<>();
		metadata.forEach((name, value) -> {
			String lower = name.toLowerCase(Locale.ROOT);
			Assert.isTrue(NAME.matcher(lower).matches(),
					() -> "name of metadata must be made of letters, digits and '-_.', was '" + name + "'");
			Assert.isTrue(VALUE.matcher(value).matches(), () -> "value of metadata '" + name
					+ "' must be printable ASCII without outer spaces, encode it otherwise; was '" + value + "'");
			Assert.isTrue(checked.put(lower, value) == null,
					() -> "metadata '" + name + "' is given twice: case does not count");
		});
		return Map.copyOf(checked);
	}

	/**
	 * Options that guess the content type, set no metadata and replace any object.
	 * @return the options
	 */
	public static StoreOptions defaults() {
		return DEFAULTS;
	}

	/**
	 * A copy with a content type.
	 * @param contentType the content type
	 * @return the changed copy
	 */
	public StoreOptions withContentType(String contentType) {
		return new StoreOptions(contentType, this.metadata, this.createOnly, this.ifMatch, this.headers, this.tags,
				this.storageClass, this.encryption, this.checksum);
	}

	/**
	 * A copy with other metadata.
	 * @param metadata the user's metadata: names of letters, digits and {@code -_.}, of
	 * which case does not count, and values of printable ASCII
	 * @return the changed copy
	 */
	public StoreOptions withMetadata(Map<String, String> metadata) {
		return new StoreOptions(this.contentType, metadata, this.createOnly, this.ifMatch, this.headers, this.tags,
				this.storageClass, this.encryption, this.checksum);
	}

	/**
	 * A copy that creates the object and fails with {@link PreconditionFailedException}
	 * when there is one.
	 * @return the changed copy
	 */
	public StoreOptions withCreateOnly() {
		return withConditions(true, null);
	}

	/**
	 * A copy that replaces just one version of the object and fails with
	 * {@link PreconditionFailedException} when there is another.
	 * @param etag the ETag of the version, without quotes
	 * @return the changed copy
	 */
	public StoreOptions withIfMatch(String etag) {
		return withConditions(false, etag);
	}

	private StoreOptions withConditions(boolean createOnly, @Nullable String ifMatch) {
		return new StoreOptions(this.contentType, this.metadata, createOnly, ifMatch, this.headers, this.tags,
				this.storageClass, this.encryption, this.checksum);
	}

	/**
	 * A copy with headers that are kept with the object.
	 * @param headers the headers
	 * @return the changed copy
	 */
	public StoreOptions withHeaders(ContentHeaders headers) {
		return new StoreOptions(this.contentType, this.metadata, this.createOnly, this.ifMatch, headers, this.tags,
				this.storageClass, this.encryption, this.checksum);
	}

	/**
	 * A copy with other tags.
	 * @param tags at most 10 tags
	 * @return the changed copy
	 */
	public StoreOptions withTags(Map<String, String> tags) {
		return new StoreOptions(this.contentType, this.metadata, this.createOnly, this.ifMatch, this.headers, tags,
				this.storageClass, this.encryption, this.checksum);
	}

	/**
	 * A copy with a storage class.
	 * @param storageClass the storage class, such as {@code STANDARD_IA}
	 * @return the changed copy
	 */
	public StoreOptions withStorageClass(String storageClass) {
		return new StoreOptions(this.contentType, this.metadata, this.createOnly, this.ifMatch, this.headers, this.tags,
				storageClass, this.encryption, this.checksum);
	}

	/**
	 * A copy with an encryption.
	 * @param encryption how the store encrypts the object
	 * @return the changed copy
	 */
	public StoreOptions withEncryption(Encryption encryption) {
		return new StoreOptions(this.contentType, this.metadata, this.createOnly, this.ifMatch, this.headers, this.tags,
				this.storageClass, encryption, this.checksum);
	}

	/**
	 * A copy with a checksum, which is computed whatever the client's settings say. Of an
	 * object in parts, the store keeps a checksum over those of the parts.
	 * @param checksum the algorithm
	 * @return the changed copy
	 */
	public StoreOptions withChecksum(ChecksumAlgorithm checksum) {
		return new StoreOptions(this.contentType, this.metadata, this.createOnly, this.ifMatch, this.headers, this.tags,
				this.storageClass, this.encryption, checksum);
	}

	@Nullable String ifMatchHeader() {
		return (this.ifMatch != null) ? "\"" + this.ifMatch + "\"" : null;
	}

	@Nullable String ifNoneMatchHeader() {
		return this.createOnly ? "*" : null;
	}

}
