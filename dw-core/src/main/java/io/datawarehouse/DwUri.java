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

package io.datawarehouse;

import java.io.Serializable;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Address of an object, of a prefix or of a bucket: {@code dw://bucket/key},
 * {@code s3://bucket/key}, or the bucket alone. Immutable, and printed as it was given:
 * keys are not percent-decoded and not normalized, so that {@code ^}, {@code =},
 * {@code +}, spaces, {@code //} and any Unicode text in them mean themselves.
 * <p>
 * The two other forms that a DataWarehouse knows, {@code dw://node@host/path} and
 * {@code dw://cluster:name/key}, are parsed and told apart by {@link #kind()}, but an
 * object store cannot serve them.
 *
 * @param scheme {@code dw} or {@code s3}
 * @param authority the bucket, or what stands in its place in the other forms
 * @param key the key of the object or a prefix of keys, empty if the address is that of
 * the bucket
 * @since 1.0.0
 */
public record DwUri(String scheme, String authority, String key) implements Serializable {

	/**
	 * Scheme of an address in the data warehouse.
	 */
	public static final String DW = "dw";

	/**
	 * Scheme of an address in any S3-compatible store.
	 */
	public static final String S3 = "s3";

	private static final String CLUSTER_PREFIX = "cluster:";

	/**
	 * Create an address from its parts.
	 * @throws IllegalArgumentException if a part is not valid
	 */
	public DwUri {
		Assert.notNull(scheme, "scheme must not be null");
		Assert.notNull(authority, "authority must not be null");
		Assert.notNull(key, "key must not be null");
		scheme = scheme.toLowerCase(Locale.ROOT);
		DwUriRules.checkScheme(scheme);
		DwUriRules.checkAuthority(scheme, authority, kindOf(authority));
		DwUriRules.checkKey(scheme, key);
	}

	/**
	 * Parse {@code dw://bucket/key}, {@code s3://bucket/key} or {@code bucket/key}, each
	 * also without a key. The scheme is recognized in any case.
	 * @param address the address
	 * @return the parsed address
	 * @throws IllegalArgumentException if the text is not an address
	 */
	public static DwUri parse(String address) {
		Assert.notNull(address, "address must not be null");
		int schemeEnd = address.indexOf("://");
		if (schemeEnd < 0 || address.lastIndexOf('/', schemeEnd) >= 0) {
			for (String scheme : new String[] { DW, S3 }) {
				Assert.isTrue(!address.startsWith(scheme + ":"),
						() -> "Invalid address '" + address + "': it must begin with " + scheme + "://");
			}
			return parse(DW, address, address);
		}
		return parse(address.substring(0, schemeEnd), address.substring(schemeEnd + 3), address);
	}

	private static DwUri parse(String scheme, String rest, String address) {
		int slash = rest.indexOf('/');
		String authority = (slash < 0) ? rest : rest.substring(0, slash);
		String key = (slash < 0) ? "" : rest.substring(slash + 1);
		try {
			return new DwUri(scheme, authority, key);
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("Invalid address '" + address + "': " + ex.getMessage(), ex);
		}
	}

	/**
	 * The {@code dw://} address of an object.
	 * @param bucket the bucket
	 * @param key the key, empty for the bucket itself
	 * @return the address
	 * @throws IllegalArgumentException if the bucket or the key is not valid
	 */
	public static DwUri of(String bucket, String key) {
		return new DwUri(DW, bucket, key);
	}

	/**
	 * The {@code dw://} address of a bucket.
	 * @param bucket the bucket
	 * @return the address
	 * @throws IllegalArgumentException if the bucket is not valid
	 */
	public static DwUri ofBucket(String bucket) {
		return new DwUri(DW, bucket, "");
	}

	/**
	 * What the address names.
	 * @return the kind of address
	 */
	public Kind kind() {
		return kindOf(this.authority);
	}

	private static Kind kindOf(String authority) {
		if (authority.startsWith(CLUSTER_PREFIX)) {
			return Kind.CLUSTER;
		}
		return (authority.indexOf('@') >= 0) ? Kind.NODE : Kind.BUCKET;
	}

	/**
	 * The bucket.
	 * @return the name of the bucket
	 * @throws IllegalArgumentException if the address names a node or a cluster
	 */
	public String bucket() {
		Kind kind = kind();
		Assert.isTrue(kind == Kind.BUCKET,
				() -> "'" + this + "' is the address of a " + kind.name().toLowerCase(Locale.ROOT)
						+ " and has no bucket: an object store needs dw://bucket/key or s3://bucket/key");
		return this.authority;
	}

	/**
	 * Whether the address is that of a bucket, without a key.
	 * @return {@code true} if there is no key
	 */
	public boolean isBucketOnly() {
		return this.key.isEmpty();
	}

	/**
	 * The address of something below this one: the text is appended to the key, after a
	 * slash unless the key ends with one. Nothing else is changed in it.
	 * @param relative the text to append
	 * @return the address below this one
	 * @throws IllegalArgumentException if the text is empty or the key becomes invalid
	 */
	public DwUri resolve(String relative) {
		Assert.hasLength(relative, () -> "Nothing to resolve against '" + this + "'");
		String slash = (this.key.isEmpty() || this.key.endsWith("/")) ? "" : "/";
		return withKey(this.key + slash + relative);
	}

	/**
	 * The address above this one: the prefix up to and with the slash before the last
	 * segment of the key, or the bucket if there is none.
	 * @return the parent, or {@code null} if this is the address of a bucket
	 */
	public @Nullable DwUri parent() {
		return isBucketOnly() ? null : withKey(this.key.substring(0, lastSegmentStart()));
	}

	/**
	 * The last segment of the key, without the slash that may end it.
	 * @return the name, empty if this is the address of a bucket
	 */
	public String fileName() {
		return this.key.substring(lastSegmentStart(), lastSegmentEnd());
	}

	/**
	 * The address of another key in the same place.
	 * @param key the other key, empty for the bucket itself
	 * @return the changed address
	 * @throws IllegalArgumentException if the key is not valid
	 */
	public DwUri withKey(String key) {
		return new DwUri(this.scheme, this.authority, key);
	}

	private int lastSegmentStart() {
		return this.key.lastIndexOf('/', lastSegmentEnd() - 1) + 1;
	}

	private int lastSegmentEnd() {
		return this.key.endsWith("/") ? this.key.length() - 1 : this.key.length();
	}

	/**
	 * The address as text, which {@link #parse} turns into an equal one.
	 * @return the text
	 */
	@Override
	public String toString() {
		String root = this.scheme + "://" + this.authority;
		return this.key.isEmpty() ? root : root + "/" + this.key;
	}

	/**
	 * What a {@link DwUri} names.
	 */
	public enum Kind {

		/**
		 * A bucket or something in it: {@code dw://bucket/key}.
		 */
		BUCKET,

		/**
		 * A path on one node: {@code dw://node@host/path}.
		 */
		NODE,

		/**
		 * A key in a cluster: {@code dw://cluster:name/key}.
		 */
		CLUSTER

	}

}
