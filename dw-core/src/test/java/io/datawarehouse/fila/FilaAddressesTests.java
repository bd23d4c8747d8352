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

package io.datawarehouse.fila;

import java.util.List;

import io.datawarehouse.fila.FilaAddresses.HostPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link FilaAddresses}.
 */
class FilaAddressesTests {

	@Test
	void hostAndPort() {
		assertThat(parse("broker.example:5555")).containsExactly(new HostPort("broker.example", 5555));
		assertThat(parse("10.0.0.1:65535")).containsExactly(new HostPort("10.0.0.1", 65535));
	}

	@Test
	void ipv6KeepsItsBracketsOnlyInText() {
		assertThat(parse("[2001:db8::1]:5555")).containsExactly(new HostPort("2001:db8::1", 5555));
		assertThat(FilaAddresses.parse(List.of("[::1]:5555"))).hasToString("[::1]:5555");
	}

	@Test
	void dns() {
		assertThat(parse("dns:///broker.example:5555")).containsExactly(new HostPort("broker.example", 5555));
	}

	@Test
	void severalAddressesKeepTheirOrder() {
		assertThat(parse("b:2", "[::1]:3", "a:1")).extracting(HostPort::toString)
			.containsExactly("b:2", "[::1]:3", "a:1");
	}

	@Test
	void targetsAreEscaped() {
		assertThat(FilaNameResolver.target(FilaAddresses.parse(List.of("[::1]:5")))).isEqualTo("dns:///%5B::1%5D:5");
		assertThat(FilaNameResolver.target(FilaAddresses.parse(List.of("a:1", "[::1]:5"))))
			.isEqualTo("dw-fila:///a:1,%5B::1%5D:5");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "broker", "broker:", ":5555", "broker:0", "broker:65536", "broker:999999", "broker:x",
			"::1:5555", "[::1]", "[::1:5555", "http://broker:5555", "broker:5555/", "user@broker:5555", "a b:1",
			"a,b:1", "dns:///", "dns:///broker", "dns://8.8.8.8/broker:5555" })
	void malformedAddressesAreRefusedWithTheValue(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(address))
			.withMessageContaining("'" + address + "'");
	}

	@Test
	void dnsIsRefusedAmongOthersAndNoneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> parse("a:1", "dns:///b:2"))
			.withMessageContaining("dns:///b:2");
		assertThatIllegalArgumentException().isThrownBy(() -> parse()).withMessageContaining("No address");
	}

	private static List<HostPort> parse(String... addresses) {
		return FilaAddresses.parse(List.of(addresses)).hosts();
	}

}
