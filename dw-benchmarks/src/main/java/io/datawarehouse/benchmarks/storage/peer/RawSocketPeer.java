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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The floor of floors: hand-written requests, neither signed nor checked, on plain
 * sockets, in one stream.
 */
final class RawSocketPeer implements StoragePeer {

	private final PeerTarget target;

	private final Queue<RawConnection> idle = new ConcurrentLinkedQueue<>();

	RawSocketPeer(PeerTarget target) {
		this.target = target;
	}

	@Override
	public void putBytes(String key, byte[] content) throws IOException {
		put(key, new ByteArrayInputStream(content), content.length);
	}

	@Override
	public void putFile(String key, Path file) throws IOException {
		try (InputStream content = Files.newInputStream(file)) {
			put(key, content, Files.size(file));
		}
	}

	@Override
	public byte[] getBytes(String key) throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream(4096);
		get(key, content);
		return content.toByteArray();
	}

	@Override
	public void getToFile(String key, Path target) throws IOException {
		try (OutputStream content = Files.newOutputStream(target)) {
			get(key, content);
		}
	}

	private void put(String key, InputStream content, long length) throws IOException {
		RawConnection connection = connection();
		connection.put("/" + PeerTarget.BUCKET + "/" + key, content, length);
		this.idle.add(connection);
	}

	private void get(String key, OutputStream content) throws IOException {
		RawConnection connection = connection();
		connection.get("/" + PeerTarget.BUCKET + "/" + key, content);
		this.idle.add(connection);
	}

	private RawConnection connection() throws IOException {
		RawConnection connection = this.idle.poll();
		return (connection != null) ? connection : new RawConnection(PeerTarget.HOST, this.target.port());
	}

	@Override
	public void close() throws IOException {
		for (RawConnection connection = this.idle.poll(); connection != null; connection = this.idle.poll()) {
			connection.close();
		}
	}

}
