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

package io.datawarehouse.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;

import io.datawarehouse.autoconfigure.fila.FilaConnectionDetails;
import io.datawarehouse.autoconfigure.job.DwJobConnectionDetails;
import io.datawarehouse.autoconfigure.storage.DwStorageConnectionDetails;
import io.datawarehouse.embedded.console.DataWarehouseConsole;
import io.datawarehouse.embedded.storage.EmbeddedS3Server;
import io.datawarehouse.storage.StorageDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * The profiles of the application: each configures its clients, and makes no connection
 * to do so.
 */
class ProfilesIT {

	@TempDir
	private Path temp;

	/**
	 * Stands for whatever server a profile names.
	 */
	private ServerSocket server;

	@BeforeEach
	void listen() throws IOException {
		this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.server.setSoTimeout(100);
	}

	@AfterEach
	void close() throws IOException {
		this.server.close();
	}

	@Test
	void minio() {
		runner("minio").withPropertyValues("MINIO_ENDPOINT=" + url()).run((context) -> {
			DwStorageConnectionDetails storage = context.getBean(DwStorageConnectionDetails.class);
			assertThat(storage.getEndpoint()).isEqualTo(url());
			assertThat(storage.getCredentials()).isNotNull();
			assertNothingEmbeddedOrCalled(context);
		});
	}

	@Test
	void aws() {
		// What the profile leads to is on the internet, and can be reached by this proxy
		// only.
		runner("aws")
			.withPropertyValues("AWS_REGION=eu-north-1", "SALES_BUCKET=sales-of-alice",
					"dw.storage.proxy.host=127.0.0.1", "dw.storage.proxy.port=" + this.server.getLocalPort())
			.run((context) -> {
				DwStorageConnectionDetails storage = context.getBean(DwStorageConnectionDetails.class);
				assertThat(storage.getEndpoint()).isNull();
				assertThat(storage.getRegion()).isEqualTo("eu-north-1");
				assertThat(context.getBean(SalesProperties.class).bucket()).isEqualTo("sales-of-alice");
				assertThat(context.getEnvironment().getProperty("dw.storage.default-bucket"))
					.isEqualTo("sales-of-alice");
				assertNothingEmbeddedOrCalled(context);
			});
	}

	@Test
	void datawarehouse() {
		runner("datawarehouse")
			.withPropertyValues("DW_S3_ENDPOINT=" + url(), "DW_S3_ACCESS_KEY=alice", "DW_S3_SECRET_KEY=alice-secret",
					"DW_DATLAKE_URL=" + url(), "DW_DATLAKE_KEY=datlake-key", "DW_FILA_KEY=fila-key")
			.run((context) -> {
				DwStorageConnectionDetails storage = context.getBean(DwStorageConnectionDetails.class);
				assertThat(storage.getEndpoint()).isEqualTo(url());
				assertThat(storage.getDialect()).isEqualTo(StorageDialect.DATAWAREHOUSE);
				assertThat(context.getBean(DwJobConnectionDetails.class).getApiKey()).isEqualTo("datlake-key");
				assertThat(context.getBean(FilaConnectionDetails.class).getApiKey()).isEqualTo("fila-key");
				assertNothingEmbeddedOrCalled(context);
			});
	}

	@Test
	void batchIsThereInItsProfileOnly() {
		runner("minio,batch")
			.run((context) -> assertThat(context).hasSingleBean(Job.class).hasSingleBean(JobRepository.class));
		runner("minio")
			.run((context) -> assertThat(context).doesNotHaveBean(Job.class).doesNotHaveBean(JobRepository.class));
	}

	/**
	 * What the other tests rely on.
	 */
	@Test
	void connectionWouldBeNoted() throws IOException {
		new Socket(this.server.getInetAddress(), this.server.getLocalPort()).close();
		assertThatNoException().isThrownBy(() -> this.server.accept().close());
	}

	private URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getLocalPort());
	}

	/**
	 * Queues are declared and listened to, and what an earlier run owes is delivered, as
	 * soon as an application is configured: that is left out here.
	 */
	private WebApplicationContextRunner runner(String profiles) {
		String address = "127.0.0.1:" + this.server.getLocalPort();
		return new WebApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withUserConfiguration(SalesApplication.class)
			.withPropertyValues("spring.profiles.active=" + profiles, "dw.embedded.enabled=false",
					"dw.jobs.url=http://" + address, "dw.fila.addresses=" + address,
					"dw.fila.listener.auto-startup=false", "dw.fila.admin.declare=false",
					"dw.jobs.state-directory=" + this.temp.resolve("jobs"));
	}

	private void assertNothingEmbeddedOrCalled(AssertableWebApplicationContext context) {
		assertThat(context).doesNotHaveBean(EmbeddedS3Server.class).doesNotHaveBean(DataWarehouseConsole.class);
		assertThat(context.getBean(DwJobConnectionDetails.class).getUrl()).isEqualTo(url());
		assertThat(context.getBean(FilaConnectionDetails.class).getAddresses()).hasSize(1);
		assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> this.server.accept().close());
	}

}
