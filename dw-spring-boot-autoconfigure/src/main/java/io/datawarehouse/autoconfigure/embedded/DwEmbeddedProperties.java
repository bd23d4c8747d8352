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

package io.datawarehouse.autoconfigure.embedded;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the embedded servers.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("dw.embedded")
public class DwEmbeddedProperties {

	/**
	 * Whether to start embedded servers for the clients that have no endpoint.
	 */
	private boolean enabled = true;

	/**
	 * Folder that holds the data of all embedded servers.
	 */
	private Path dataDir = Path.of(".datawarehouse");

	/**
	 * Whether to keep all data in memory, to be forgotten when the application stops.
	 */
	private boolean inMemory;

	private final S3 s3 = new S3();

	private final Datlake datlake = new Datlake();

	private final Fila fila = new Fila();

	private final Console console = new Console();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Path getDataDir() {
		return this.dataDir;
	}

	public void setDataDir(Path dataDir) {
		this.dataDir = dataDir;
	}

	public boolean isInMemory() {
		return this.inMemory;
	}

	public void setInMemory(boolean inMemory) {
		this.inMemory = inMemory;
	}

	public S3 getS3() {
		return this.s3;
	}

	public Datlake getDatlake() {
		return this.datlake;
	}

	public Fila getFila() {
		return this.fila;
	}

	public Console getConsole() {
		return this.console;
	}

	/**
	 * Properties of the embedded S3 server.
	 */
	public static class S3 {

		/**
		 * Port to listen on. A free one is taken when it is 0.
		 */
		private int port;

		/**
		 * Access key that clients have to sign with.
		 */
		private String accessKey = "datawarehouse";

		/**
		 * Secret key that clients have to sign with.
		 */
		private String secretKey = "datawarehouse-secret";

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public String getAccessKey() {
			return this.accessKey;
		}

		public void setAccessKey(String accessKey) {
			this.accessKey = accessKey;
		}

		public String getSecretKey() {
			return this.secretKey;
		}

		public void setSecretKey(String secretKey) {
			this.secretKey = secretKey;
		}

	}

	/**
	 * Properties of the embedded Datlake catalog.
	 */
	public static class Datlake {

		/**
		 * Port to listen on. A free one is taken when it is 0.
		 */
		private int port;

		/**
		 * API key that clients have to send. None is asked for unless set.
		 */
		private @Nullable String apiKey;

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public @Nullable String getApiKey() {
			return this.apiKey;
		}

		public void setApiKey(@Nullable String apiKey) {
			this.apiKey = apiKey;
		}

	}

	/**
	 * Properties of the embedded Fila broker.
	 */
	public static class Fila {

		/**
		 * Port to listen on. A free one is taken when it is 0.
		 */
		private int port;

		/**
		 * API key of the superadmin that clients have to send. None is asked for unless
		 * set.
		 */
		private @Nullable String apiKey;

		/**
		 * How many instructions a Lua script of a queue may run for one message.
		 */
		private long scriptMaxInstructions = 100_000;

		/**
		 * How much memory a Lua script of a queue may use.
		 */
		private DataSize scriptMaxMemory = DataSize.ofMegabytes(1);

		/**
		 * How long a Lua script of a queue may take for one message, whatever it does.
		 */
		private Duration scriptMaxDuration = Duration.ofSeconds(2);

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public @Nullable String getApiKey() {
			return this.apiKey;
		}

		public void setApiKey(@Nullable String apiKey) {
			this.apiKey = apiKey;
		}

		public long getScriptMaxInstructions() {
			return this.scriptMaxInstructions;
		}

		public void setScriptMaxInstructions(long scriptMaxInstructions) {
			this.scriptMaxInstructions = scriptMaxInstructions;
		}

		public DataSize getScriptMaxMemory() {
			return this.scriptMaxMemory;
		}

		public void setScriptMaxMemory(DataSize scriptMaxMemory) {
			this.scriptMaxMemory = scriptMaxMemory;
		}

		public Duration getScriptMaxDuration() {
			return this.scriptMaxDuration;
		}

		public void setScriptMaxDuration(Duration scriptMaxDuration) {
			this.scriptMaxDuration = scriptMaxDuration;
		}

	}

	/**
	 * Properties of the console.
	 */
	public static class Console {

		static final int DEFAULT_PORT = 9470;

		/**
		 * Whether to serve a page on 127.0.0.1 that shows objects, runs, lineage, queues
		 * and timings.
		 */
		private boolean enabled = true;

		/**
		 * Port to listen on. A free one is taken when it is 0, or when it is not set and
		 * the default is in use.
		 */
		private int port = DEFAULT_PORT;

		/**
		 * Servers to show: only the embedded ones, or all that the clients are configured
		 * for.
		 */
		private Target target = Target.EMBEDDED;

		/**
		 * Whether the console may change servers that are not embedded.
		 */
		private boolean write;

		public boolean isEnabled() {
			return this.enabled;
		}

		public void setEnabled(boolean enabled) {
			this.enabled = enabled;
		}

		public int getPort() {
			return this.port;
		}

		public void setPort(int port) {
			this.port = port;
		}

		public Target getTarget() {
			return this.target;
		}

		public void setTarget(Target target) {
			this.target = target;
		}

		public boolean isWrite() {
			return this.write;
		}

		public void setWrite(boolean write) {
			this.write = write;
		}

		/**
		 * Which servers the console shows.
		 */
		public enum Target {

			/**
			 * Only the embedded servers.
			 */
			EMBEDDED,

			/**
			 * All servers that the clients are configured for.
			 */
			CONFIGURED

		}

	}

}
