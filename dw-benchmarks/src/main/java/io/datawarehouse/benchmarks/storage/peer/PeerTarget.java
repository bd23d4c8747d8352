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

package io.datawarehouse.benchmarks.storage.peer;

import java.net.URI;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/**
 * The store that all peers talk to. The sink looks at no signature, so the credentials
 * are of no worth.
 *
 * @param port the port of the sink on the loopback interface
 * @since 1.0.0
 */
public record PeerTarget(int port) {

	/** The bucket that holds all objects. */
	static final String BUCKET = "bench";

	/** The address that the sink is bound to. */
	static final String HOST = "127.0.0.1";

	static final String ACCESS_KEY = "benchmark";

	static final String SECRET_KEY = "benchmark-secret";

	static final Region REGION = Region.US_EAST_1;

	URI endpoint() {
		return URI.create("http://" + HOST + ":" + this.port);
	}

	AwsCredentialsProvider credentials() {
		return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
	}

}
