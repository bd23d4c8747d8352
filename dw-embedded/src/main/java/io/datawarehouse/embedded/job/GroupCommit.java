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
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Makes changes one at a time, but commits those together that wait for each other: the
 * writing out of a commit costs more than most changes. Each change is made as a whole or
 * not at all, whatever becomes of its neighbours.
 */
final class GroupCommit {

	private static final int MAX_GROUP = 64;

	private final Connection connection;

	private final Committer committer;

	private final ReentrantLock writing = new ReentrantLock();

	private final Queue<Change<?>> waiting = new ConcurrentLinkedQueue<>();

	GroupCommit(Connection connection, Committer committer) {
		this.connection = connection;
		this.committer = committer;
	}

	/**
	 * Make a change. On return it is committed.
	 */
	<T> T make(CatalogDatabase.Work<T> work) throws SQLException {
		Change<T> change = new Change<>(work);
		this.waiting.add(change);
		this.writing.lock();
		try {
			// Whoever comes first makes the changes of all who wait.
			while (!change.done) {
				makeWaiting();
			}
		}
		finally {
			this.writing.unlock();
		}
		return change.result();
	}

	int waiting() {
		return this.waiting.size();
	}

	private void makeWaiting() {
		List<Change<?>> group = new ArrayList<>();
		Change<?> next = this.waiting.poll();
		while (next != null) {
			group.add(next);
			next.make(this.connection);
			next = (group.size() < MAX_GROUP) ? this.waiting.poll() : null;
		}
		Exception failure = commit();
		group.forEach((change) -> change.done(failure));
	}

	private @Nullable Exception commit() {
		try {
			this.committer.commit(this.connection);
			return null;
		}
		catch (SQLException | RuntimeException ex) {
			try {
				this.connection.rollback();
			}
			catch (SQLException rollback) {
				ex.addSuppressed(rollback);
			}
			return ex;
		}
	}

	/**
	 * Commits what was changed.
	 */
	@FunctionalInterface
	interface Committer {

		void commit(Connection connection) throws SQLException;

	}

	/**
	 * A change and what became of it.
	 */
	private static final class Change<T> {

		private final CatalogDatabase.Work<T> work;

		private @Nullable T result;

		private @Nullable Exception failure;

		private boolean done;

		private Change(CatalogDatabase.Work<T> work) {
			this.work = work;
		}

		private void make(Connection connection) {
			try {
				Savepoint before = connection.setSavepoint();
				try {
					this.result = this.work.in(connection);
				}
				catch (SQLException | RuntimeException ex) {
					this.failure = ex;
					connection.rollback(before);
				}
			}
			catch (SQLException ex) {
				this.failure = (this.failure != null) ? this.failure : ex;
			}
			catch (Error ex) {
				// The neighbours must not wait for ever.
				this.failure = new IllegalStateException("A change of the catalog failed", ex);
			}
		}

		private void done(@Nullable Exception commitFailure) {
			this.failure = (this.failure != null) ? this.failure : commitFailure;
			this.done = true;
		}

		private T result() throws SQLException {
			if (this.failure instanceof SQLException sqlException) {
				throw sqlException;
			}
			if (this.failure instanceof RuntimeException runtimeException) {
				throw runtimeException;
			}
			T result = this.result;
			if (result == null) {
				throw new IllegalStateException("The change made nothing");
			}
			return result;
		}

	}

}
