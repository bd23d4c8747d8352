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

/**
 * The contract with the embedded broker.
 */
class EmbeddedFilaContractIT extends FilaContract {

	@Override
	FilaServer start(FilaServer.Settings settings) throws Exception {
		if (settings.killable()) {
			FilaBrokerProcess process = FilaBrokerProcess.start(settings.folder());
			return new Running(process.address(), process::kill, process::close);
		}
		EmbeddedFilaBroker.Builder builder = EmbeddedFilaBroker.builder()
			.dataDir(settings.folder())
			.superadminKey(settings.superadminKey());
		TestCertificates certificates = settings.certificates();
		if (certificates != null) {
			builder.tls(certificates.chain("server"), certificates.key("server"))
				.clientCa(settings.mutual() ? certificates.certificate("ca") : null);
		}
		EmbeddedFilaBroker broker = builder.start();
		return new Running(broker.address(), broker::close, broker::close);
	}

	private record Running(String address, Kill killer, Runnable closer) implements FilaServer {

		@Override
		public void kill() throws Exception {
			this.killer.run();
		}

		@Override
		public void close() {
			this.closer.run();
		}

	}

	/**
	 * Kills a server.
	 */
	@FunctionalInterface
	private interface Kill {

		void run() throws Exception;

	}

}
