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

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MessageIds}.
 */
class MessageIdsTests {

	@Test
	void idsAreOfVersionSevenAndBeginWithTheTime() {
		UUID id = MessageIds.create(1_700_000_000_123L);
		assertThat(id.version()).isEqualTo(7);
		assertThat(id.variant()).isEqualTo(2);
		assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_700_000_000_123L);
		assertThat(MessageIds.parse(id.toString())).isEqualTo(id);
	}

	@Test
	void whatIsNoUuidIsNoId() {
		assertThat(MessageIds.parse("")).isNull();
		assertThat(MessageIds.parse("1-1-1-1-1")).isNull();
		assertThat(MessageIds.parse("zzzzzzzz-0000-7000-8000-000000000000")).isNull();
	}

}
