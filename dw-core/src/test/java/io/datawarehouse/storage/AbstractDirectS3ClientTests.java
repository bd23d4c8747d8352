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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;

import io.datawarehouse.DwUri;
import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.core.SdkGlobalTime;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A store that answers what it is told, and clients of it that send the short way or by
 * the SDK.
 */
abstract class AbstractDirectS3ClientTests {

	static final DwUri URI_A = DwUri.parse("dw://lake/a");

	// printf content | md5sum
	static final String MD5 = "9a0364b9e99bb480dd25e1f0284c8555";

	// Headers that tell who sends, when and how, and not what.
	private static final Set<String> OWN = Set.of("amz-sdk-invocation-id", "amz-sdk-request", "authorization",
			"user-agent", "x-amz-date");

	private final List<DataWarehouseTemplate> templates = new ArrayList<>();

	final ScriptedStore store = new ScriptedStore();

	final DataWarehouseTemplate warehouse = template((builder) -> builder);

	@BeforeEach
	@AfterEach
	void forgetTheTimeOfOtherStores() {
		SdkGlobalTime.setGlobalTimeOffset(0);
	}

	@AfterEach
	void close() {
		this.templates.forEach(DataWarehouseTemplate::close);
		this.store.close();
	}

	final void assertPairs() {
		List<ScriptedStore.Request> requests = this.store.requests();
		int half = requests.size() / 2;
		assertThat(half).isPositive();
		for (int i = 0; i < half; i++) {
			ScriptedStore.Request sdk = requests.get(i);
			ScriptedStore.Request direct = requests.get(i + half);
			assertThat(isDirect(sdk)).isFalse();
			assertThat(isDirect(direct)).isTrue();
			assertSame(sdk, direct);
		}
	}

	private static void assertSame(ScriptedStore.Request sdk, ScriptedStore.Request direct) {
		assertThat(direct.method() + " " + direct.uri()).isEqualTo(sdk.method() + " " + sdk.uri());
		assertThat(headers(direct)).isEqualTo(headers(sdk));
		assertThat(direct.body()).isEqualTo(sdk.body());
	}

	final DataWarehouseTemplate template(UnaryOperator<DataWarehouseTemplateBuilder> settings) {
		DataWarehouseTemplate template = settings
			.apply(DataWarehouseTemplate.builder()
				.endpoint(this.store.endpoint())
				.credentials("access", "secret")
				.retry(RetrySettings.defaults().withInitialInterval(Duration.ofMillis(1))))
			.build();
		this.templates.add(template);
		return template;
	}

	static DataWarehouseTemplateBuilder bySdk(DataWarehouseTemplateBuilder builder, boolean sdk) {
		return sdk ? builder.s3ClientCustomizer((client) -> {
		}) : builder;
	}

	/**
	 * The SDK numbers its requests.
	 */
	static boolean isDirect(ScriptedStore.Request request) {
		return request.header("amz-sdk-invocation-id").isEmpty();
	}

	private static Map<String, List<String>> headers(ScriptedStore.Request request) {
		Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		headers.putAll(request.headers());
		headers.keySet().removeIf((name) -> OWN.contains(name.toLowerCase()));
		return headers;
	}

	static String crc32() {
		return crc32("content".getBytes());
	}

	static String crc32(byte[] content) {
		CRC32 crc32 = new CRC32();
		crc32.update(content);
		return Checksums.base64(crc32);
	}

}
