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

package io.datawarehouse.embedded.job;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link GroupCommit}.
 */
class GroupCommitTests {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final AtomicInteger commits = new AtomicInteger();

	private final AtomicBoolean broken = new AtomicBoolean();

	private Connection connection;

	private GroupCommit changes;

	@BeforeEach
	void open() throws SQLException {
		this.connection = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID(), "sa", "");
		Sql.update(this.connection, "create table numbers (number int primary key)");
		this.connection.setAutoCommit(false);
		this.changes = new GroupCommit(this.connection, (connection) -> {
			if (this.broken.get()) {
				throw new SQLException("broken");
			}
			connection.commit();
			this.commits.incrementAndGet();
		});
	}

	@AfterEach
	void close() throws SQLException {
		this.executor.shutdownNow();
		this.connection.close();
	}

	private int insert(int number) throws SQLException {
		return this.changes
			.make((connection) -> Sql.update(connection, "insert into numbers (number) values (?)", number));
	}

	private long count() throws SQLException {
		return this.changes.make((connection) -> Sql.count(connection, "select count(*) from numbers"));
	}

	@Test
	void changesThatWaitAreCommittedTogetherAndAFailureIsItsOwn() throws Exception {
		CountDownLatch busy = new CountDownLatch(1);
		CountDownLatch go = new CountDownLatch(1);
		Future<?> first = this.executor.submit(() -> this.changes.make((connection) -> {
			busy.countDown();
			pass(go);
			return true;
		}));
		assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
		List<Future<?>> others = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			int number = i % 9;
			others.add(this.executor.submit(() -> insert(number)));
		}
		await().until(() -> this.changes.waiting() == 10);
		go.countDown();
		first.get(30, TimeUnit.SECONDS);
		int failed = 0;
		for (Future<?> other : others) {
			try {
				other.get(30, TimeUnit.SECONDS);
			}
			catch (ExecutionException ex) {
				failed++;
				assertThat(ex).hasCauseInstanceOf(SQLException.class).hasMessageContaining("primary key");
			}
		}
		assertThat(failed).isEqualTo(1);
		assertThat(count()).isEqualTo(9);
		assertThat(this.commits).hasValueLessThan(10);
	}

	private static void pass(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void changeThatFailsIsUndoneAsAWhole() throws SQLException {
		assertThatIllegalStateException().isThrownBy(() -> this.changes.make((connection) -> {
			Sql.update(connection, "insert into numbers (number) values (1)");
			throw new IllegalStateException("own");
		})).withMessage("own");
		assertThatIllegalStateException().isThrownBy(() -> this.changes.make((connection) -> {
			throw new StackOverflowError();
		})).withCauseInstanceOf(StackOverflowError.class);
		assertThat(count()).isZero();
	}

	@Test
	void commitThatFailsFailsItsChanges() throws SQLException {
		this.broken.set(true);
		assertThatExceptionOfType(SQLException.class).isThrownBy(() -> insert(1)).withMessage("broken");
		this.broken.set(false);
		assertThat(count()).isZero();
		assertThat(insert(1)).isEqualTo(1);
	}

}
