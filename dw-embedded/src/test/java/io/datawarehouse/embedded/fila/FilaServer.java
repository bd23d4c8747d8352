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

package io.datawarehouse.embedded.fila;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A running server that the contract is tested with.
 */
interface FilaServer extends AutoCloseable {

	String address();

	/**
	 * The API key that every caller of this server needs anyway.
	 */
	default @Nullable String apiKey() {
		return null;
	}

	/**
	 * Kill it as SIGKILL does. Only if its settings say so.
	 */
	void kill() throws Exception;

	@Override
	void close();

	/**
	 * How a server is to be set.
	 *
	 * @param folder where its files may be; the data of one folder outlives its server
	 * @param certificates if it is to speak TLS
	 * @param mutual whether it asks for certificates
	 * @param superadminKey if it is to ask for API keys
	 * @param killable whether it will be killed and started again
	 * @param quantum how many messages a key of weight 1 gets per turn, if that matters
	 */
	record Settings(Path folder, @Nullable TestCertificates certificates, boolean mutual,
			@Nullable String superadminKey, boolean killable, @Nullable Integer quantum) {

		Settings withFolder(String name) {
			return new Settings(this.folder.resolve(name), this.certificates, this.mutual, this.superadminKey,
					this.killable, this.quantum);
		}

		Settings withTls(TestCertificates certificates, boolean mutual) {
			return new Settings(this.folder, certificates, mutual, this.superadminKey, this.killable, this.quantum);
		}

		Settings withSuperadminKey(String key) {
			return new Settings(this.folder, this.certificates, this.mutual, key, this.killable, this.quantum);
		}

		Settings withKill() {
			return new Settings(this.folder, this.certificates, this.mutual, this.superadminKey, true, this.quantum);
		}

		Settings withQuantum(int quantum) {
			return new Settings(this.folder, this.certificates, this.mutual, this.superadminKey, this.killable,
					quantum);
		}

		/**
		 * Whether any server that runs somewhere will do.
		 */
		boolean isPlain() {
			return this.certificates == null && this.superadminKey == null && !this.killable && this.quantum == null;
		}

	}

}
