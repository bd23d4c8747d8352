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

package io.datawarehouse.test.autoconfigure;

import io.datawarehouse.embedded.junit.EmbeddedDataWarehouse;
import io.datawarehouse.fila.FilaClient;
import io.datawarehouse.fila.FilaConsumer;
import io.datawarehouse.storage.DataWarehouseTemplate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

// tag::junit[]
@EmbeddedDataWarehouse(buckets = "lake", queues = "orders")
class OrdersIT {

	@Test
	void orderIsStoredAndTold(DataWarehouseTemplate dw, FilaClient fila) {
		dw.store("dw://lake/orders/1", "two apples");
		fila.enqueue("orders", new byte[] { 1 });
		assertThat(dw.exists("dw://lake/orders/1")).isTrue();
		try (FilaConsumer orders = fila.consume("orders")) {
			assertThat(orders.next().payload()).containsExactly(1);
		}
	}

}
// end::junit[]
