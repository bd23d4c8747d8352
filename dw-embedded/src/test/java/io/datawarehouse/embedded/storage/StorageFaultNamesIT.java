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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.datawarehouse.DwUri;
import io.datawarehouse.embedded.storage.FaultProxy.Fault;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Faults under every odd name, by both ways to call: what is made again is made again
 * under the same name.
 */
class StorageFaultNamesIT extends StorageServerTest {

	private static final List<String> NAMES = List.of("a^b", "a=b", "a b", "a+b", "a//b", "a%b", "a%20b",
			"größe/日本/😀");

	private FaultProxy proxy;

	private DataWarehouseTemplate faulty;

	@BeforeAll
	void startProxy() {
		this.proxy = new FaultProxy(this.server.endpoint());
		this.faulty = template().endpoint(this.proxy.endpoint()).build();
	}

	@BeforeEach
	void resetProxy() {
		this.proxy.reset();
	}

	@AfterAll
	void stopProxy() {
		this.faulty.close();
		this.proxy.close();
	}

	static Stream<Arguments> names() {
		Map<String, Fault> faults = Map.of("cut", Faults.cut(), "503", Faults.error(503, "SlowDown"));
		return NAMES.stream()
			.flatMap((name) -> faults.entrySet()
				.stream()
				.flatMap((fault) -> Stream.of(StorageCaller.values())
					.map((caller) -> Arguments.arguments(name, Named.of(fault.getKey(), fault.getValue()), caller))));
	}

	@ParameterizedTest
	@MethodSource("names")
	void namesSurviveFaults(String name, Fault fault, StorageCaller caller) {
		DwUri uri = DwUri.of(BUCKET, "names/" + name);
		byte[] content = name.getBytes(StandardCharsets.UTF_8);
		for (String method : List.of("PUT", "HEAD", "GET", "DELETE")) {
			this.proxy.once((request) -> request.method().equals(method), fault);
		}
		caller.store(this.faulty, uri.toString(), content);
		assertThat(caller.call(this.faulty, (sync) -> sync.head(uri), (async) -> async.head(uri)).size())
			.isEqualTo(content.length);
		assertThat(caller.retrieve(this.faulty, uri.toString())).isEqualTo(content);
		assertThat(this.faulty.list("dw://lake/names/").map((object) -> object.uri())).containsExactly(uri);
		boolean deleted = caller.call(this.faulty, (sync) -> sync.delete(uri), (async) -> async.delete(uri));
		assertThat(deleted).isTrue();
		assertThat(this.proxy.isDone()).isTrue();
		assertThat(this.warehouse.exists(uri)).isFalse();
	}

}
