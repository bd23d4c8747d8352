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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The peers by name. A client's classes are loaded only in the process that opens it.
 *
 * @since 1.0.0
 */
public enum Peer {

	/** Hand-written requests on plain sockets. */
	RAW("raw socket", true, RawSocketPeer::new),

	/** Presigned URLs with the HTTP client of the JDK. */
	JDK("presigned JDK HttpClient", true, JdkHttpPeer::new, "jdk"),

	/** The bare SDK client with our settings. */
	TUNED("tuned SDK client", true, TunedPeer::new, "s3", "apache5-client"),

	/** The AWS SDK as built by default. */
	SDK("SDK default", false, SdkPeer::byDefault, "s3", "apache5-client"),

	/** The AWS SDK on the JDK's URL connections. */
	SDK_URL("SDK on url-connection", false, SdkPeer::onUrlConnection, "s3", "url-connection-client"),

	/** The asynchronous AWS SDK on Netty with parallel parts. */
	NETTY("SDK Netty multipart", false, NettyPeer::new, "s3", "netty-nio-client"),

	/** The transfer manager on the AWS Common Runtime. */
	CRT("CRT transfer manager", false, CrtPeer::new, "s3-transfer-manager", "aws-crt"),

	/** The client of minio-java. */
	MINIO("minio-java", false, MinioPeer::new, "minio", "okhttp-jvm"),

	/** The template of Spring Cloud AWS. */
	S3TEMPLATE("S3Template", false, SpringCloudAwsPeer::new, "spring-cloud-aws-s3", "s3"),

	/** Our template with its default settings, observed. */
	DW("DataWarehouseTemplate", true, DwPeer::byDefault, "dw-core"),

	/** Our template without checksums. */
	DW_PLAIN("DataWarehouseTemplate without checksums", true, DwPeer::withoutChecksums, "dw-core");

	private final String label;

	private final boolean floor;

	private final Function<PeerTarget, StoragePeer> factory;

	private final List<String> artifacts;

	Peer(String label, boolean floor, Function<PeerTarget, StoragePeer> factory, String... artifacts) {
		this.label = label;
		this.floor = floor;
		this.factory = factory;
		this.artifacts = List.of(artifacts);
	}

	/**
	 * Return the peer with the given name.
	 * @param id the name in lower case
	 * @return the peer
	 */
	public static Peer of(String id) {
		return Arrays.stream(values())
			.filter((peer) -> peer.id().equals(id))
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"Unknown peer '" + id + "': there are " + Arrays.stream(values()).map(Peer::id).toList()));
	}

	/**
	 * Return the name of this peer on a command line.
	 * @return the name in lower case
	 */
	public String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return the name of this peer for people.
	 * @return the label
	 */
	public String label() {
		return this.label;
	}

	/**
	 * Return whether this is a floor to measure against, or ourselves, and no library
	 * that one would choose instead.
	 * @return whether it is no competitor
	 */
	public boolean isFloor() {
		return this.floor;
	}

	/**
	 * Return the artifacts whose versions say what was measured.
	 * @return artifact ids, or {@code jdk}
	 */
	public List<String> artifacts() {
		return this.artifacts;
	}

	/**
	 * Open the peer's client.
	 * @param target the store it talks to
	 * @return the client
	 */
	public StoragePeer open(PeerTarget target) {
		return this.factory.apply(target);
	}

}
