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
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Where stores differ. All that a dialect needs is done around the SDK's client, so that
 * the operations need not know of it; they ask it only for limits. The methods of this
 * interface are those of S3 itself.
 */
interface Dialect {

	/**
	 * The dialect of S3 itself.
	 */
	Dialect S3 = new Dialect() {
	};

	static Dialect of(StorageDialect dialect) {
		return switch (dialect) {
			case S3 -> S3;
			case DATAWAREHOUSE -> new DataWarehouseDialect();
		};
	}

	/**
	 * Whether the path is encoded once more for the signature.
	 */
	default boolean doubleUrlEncode() {
		return false;
	}

	/**
	 * Whether parts of one object can be retrieved by themselves, without transferring
	 * all of it.
	 */
	default boolean servesRanges() {
		return true;
	}

	/**
	 * How many parts an upload is planned with at the most.
	 */
	default int maxParts() {
		return 10_000;
	}

	/**
	 * Refuse what the store would refuse after all of it was sent.
	 * @param uri the object to store
	 * @param size how many bytes it has
	 */
	default void requireUploadable(DwUri uri, long size) {
	}

	/**
	 * Whether a part of an upload can be a copy of a part of another object.
	 */
	default boolean copiesParts() {
		return true;
	}

	/**
	 * Add to the configuration of the client.
	 */
	default void configure(ClientOverrideConfiguration.Builder overrides) {
	}

	/**
	 * Make a client of the SDK one for this dialect.
	 */
	default S3Client adapt(S3Client client) {
		return client;
	}

	/**
	 * Make a presigner of the SDK one for this dialect.
	 */
	default S3Presigner adapt(S3Presigner presigner, ClientSettings settings) {
		return presigner;
	}

}
