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
package io.datawarehouse.autoconfigure.storage;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.datawarehouse.storage.ChecksumMode;
import io.datawarehouse.storage.StorageDialect;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DwStorageClientSettings}: what a client takes over from
 * {@code dw.storage}.
 */
class DwStorageClientSettingsTests {

	private final Map<String, String> properties = new HashMap<>(Map.ofEntries(
			Map.entry("dw.storage.endpoint", "https://plain.example.com"), Map.entry("dw.storage.access-key", "alice"),
			Map.entry("dw.storage.secret-key", "hush"), Map.entry("dw.storage.session-token", "token"),
			Map.entry("dw.storage.dialect", "datawarehouse"), Map.entry("dw.storage.checksums", "when-required"),
			Map.entry("dw.storage.ssl.bundle", "lake"), Map.entry("dw.storage.default-bucket", "lake"),
			Map.entry("dw.storage.ensure-buckets", "lake"), Map.entry("dw.storage.read-timeout", "7s"),
			Map.entry("dw.storage.retry.max-attempts", "9"), Map.entry("dw.storage.proxy.host", "proxy"),
			Map.entry("dw.storage.proxy.non-proxy-hosts", "a,b"), Map.entry("dw.storage.multipart.part-size", "32MB")));

	private DwStorageClientSettings archive(String... keysAndValues) {
		for (int i = 0; i < keysAndValues.length; i += 2) {
			this.properties.put("dw.storage.clients.archive." + keysAndValues[i], keysAndValues[i + 1]);
		}
		return DwStorageClientSettings.of(new Binder(new MapConfigurationPropertySource(this.properties)), "archive");
	}

	@Test
	void howToTransferIsTakenOver() {
		DwStorageClientProperties settings = archive("endpoint", "http://archive.example.com", "read-timeout", "3s",
				"proxy.non-proxy-hosts", "c")
			.properties();
		assertThat(settings.getReadTimeout()).isEqualTo(Duration.ofSeconds(3));
		assertThat(settings.getRetry().getMaxAttempts()).isEqualTo(9);
		assertThat(settings.getMultipart().getPartSize().toMegabytes()).isEqualTo(32);
		assertThat(settings.getProxy().getHost()).isEqualTo("proxy");
		assertThat(settings.getProxy().getNonProxyHosts()).containsExactly("c");
	}

	@Test
	void clientWithAServerTakesOverNothingOfTheOther() {
		DwStorageClientSettings archive = archive("endpoint", "http://archive.example.com");
		assertThat(archive.ownServer()).isTrue();
		assertThat(archive.ownUser()).isTrue();
		DwStorageClientProperties settings = archive.properties();
		assertThat(settings.getAccessKey()).isNull();
		assertThat(settings.getSecretKey()).isNull();
		assertThat(settings.getSessionToken()).isNull();
		assertThat(settings.getSsl().getBundle()).isNull();
		assertThat(settings.getDialect()).isEqualTo(StorageDialect.S3);
		assertThat(settings.getChecksums()).isEqualTo(ChecksumMode.WHEN_SUPPORTED);
	}

	@Test
	void clientWithAUserTakesOverNoOther() {
		DwStorageClientSettings archive = archive("profile", "archivist");
		assertThat(archive.ownServer()).isFalse();
		assertThat(archive.ownUser()).isTrue();
		assertThat(archive.properties().getAccessKey()).isNull();
		assertThat(archive.properties().getSessionToken()).isNull();
		assertThat(archive.properties().getProfile()).isEqualTo("archivist");
		assertThat(archive.properties().getChecksums()).isEqualTo(ChecksumMode.WHEN_REQUIRED);
	}

	@Test
	void bucketsAreNeverTakenOver() {
		DwStorageClientSettings archive = archive("read-timeout", "3s");
		assertThat(archive.ownUser()).isFalse();
		assertThat(archive.properties().getDefaultBucket()).isNull();
		assertThat(archive.properties().getEnsureBuckets()).isEmpty();
	}

}
