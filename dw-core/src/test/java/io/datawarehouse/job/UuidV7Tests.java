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

package io.datawarehouse.job;

import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UuidV7}.
 */
class UuidV7Tests {

	@Test
	void isOfVersion7AndHoldsTheTime() {
		long millis = 1_790_000_000_123L;
		UUID uuid = UuidV7.next(millis);
		assertThat(uuid.version()).isEqualTo(7);
		assertThat(uuid.variant()).isEqualTo(2);
		assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(millis);
	}

	@Test
	void isSortedByTimeAndUnique() {
		assertThat(UuidV7.next(1000).toString()).isLessThan(UuidV7.next(1001).toString());
		assertThat(UuidV7.next()).isNotEqualTo(UuidV7.next());
	}

}
