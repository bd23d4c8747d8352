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

package io.datawarehouse.embedded.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.datawarehouse.storage.DataWarehouseTemplate;
import io.datawarehouse.storage.ObjectInfo;

/**
 * Runs in a JVM of its own, which has little memory, or is killed.
 */
public final class ForkedTransfer {

	private ForkedTransfer() {
	}

	/**
	 * Run one operation and print what came of it.
	 * @param args the operation, the endpoint, the access key, the secret key, and what
	 * the operation needs
	 * @throws Exception if it fails
	 */
	public static void main(String[] args) throws Exception {
		try (DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
			.endpoint(URI.create(args[1]))
			.credentials(args[2], args[3])
			.build()) {
			System.out.println("result " + run(warehouse, args));
		}
	}

	private static long run(DataWarehouseTemplate warehouse, String[] args) throws IOException {
		long number = Long.parseLong(args[4]);
		Path directory = Path.of(args[5]);
		return switch (args[0]) {
			case "upload" -> {
				Path file = directory.resolve("source");
				try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
					sparse.setLength(number);
				}
				yield warehouse.uploadFile("dw://lake/up", file).size();
			}
			case "stream" -> warehouse.store("dw://lake/up", new Zeros(number, false), -1).size();
			case "download" -> {
				Path file = directory.resolve("target");
				warehouse.downloadFile("dw://lake/" + number, file);
				yield Files.size(file);
			}
			case "list" -> {
				try (Stream<ObjectInfo> objects = warehouse.list("dw://lake")) {
					yield objects.mapToLong(ObjectInfo::size).sum();
				}
			}
			default -> warehouse.store("dw://lake/killed", new Zeros(number, true), -1).size();
		};
	}

	/**
	 * Start a JVM.
	 */
	static Process start(String heap, Path output, List<String> arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.add("-Xmx" + heap);
		command.add("-XX:MaxDirectMemorySize=32m");
		command.add("-XX:+ExitOnOutOfMemoryError");
		command.add(ForkedTransfer.class.getName());
		command.addAll(arguments);
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
		builder.environment()
			.put("CLASSPATH", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
		builder.environment().keySet().removeIf((name) -> name.equals("JAVA_TOOL_OPTIONS"));
		return builder.start();
	}

	/**
	 * Zero bytes, and then the end, or nothing more.
	 */
	private static final class Zeros extends InputStream {

		private final boolean stays;

		private long left;

		private Zeros(long length, boolean stays) {
			this.left = length;
			this.stays = stays;
		}

		@Override
		public int read() {
			throw new UnsupportedOperationException("Only blocks are read");
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			if (this.left == 0 && this.stays) {
				// Until the parent kills this process, or ends and closes its end.
				System.in.read();
			}
			int count = (int) Math.min(length, this.left);
			this.left -= count;
			return (count == 0) ? -1 : count;
		}

	}

}
