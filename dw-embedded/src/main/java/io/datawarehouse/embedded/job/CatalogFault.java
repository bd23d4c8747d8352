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

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What goes wrong with requests to a {@link RecordingCatalog}. It is immutable: each
 * method gives a changed copy. <pre class="code">
 * CatalogFault.status(503).on(CatalogCall.COMPLETE_RUN).times(2)
 * </pre>
 *
 * @since 1.0.0
 */
public final class CatalogFault {

	private final Kind kind;

	private final int status;

	private final @Nullable Duration retryAfter;

	private final Duration delay;

	private final Set<CatalogCall> calls;

	private final int skipped;

	private final int times;

	private CatalogFault(Kind kind, int status, @Nullable Duration retryAfter, Duration delay, Set<CatalogCall> calls,
			int skipped, int times) {
		this.kind = kind;
		this.status = status;
		this.retryAfter = retryAfter;
		this.delay = delay;
		this.calls = calls;
		this.skipped = skipped;
		this.times = times;
	}

	private static CatalogFault of(Kind kind, int status, Duration delay) {
		return new CatalogFault(kind, status, null, delay, EnumSet.allOf(CatalogCall.class), 0, Integer.MAX_VALUE);
	}

	/**
	 * Refuse requests, which change nothing.
	 * @param status the HTTP status, from 400 to 599
	 * @return the fault
	 */
	public static CatalogFault status(int status) {
		Assert.isTrue(status >= 400 && status <= 599, () -> "status must be from 400 to 599, was " + status);
		return of(Kind.STATUS, status, Duration.ZERO);
	}

	/**
	 * Take the time to answer requests, each of which holds one of the 16 threads of the
	 * catalog meanwhile.
	 * @param delay how long each takes longer
	 * @return the fault
	 */
	public static CatalogFault delay(Duration delay) {
		return of(Kind.NONE, 0, requirePositive(delay));
	}

	/**
	 * Cut the connection before anything is done with the request.
	 * @return the fault
	 */
	public static CatalogFault cut() {
		return of(Kind.CUT, 0, Duration.ZERO);
	}

	/**
	 * Cut the connection when the request has been carried out, instead of answering.
	 * @return the fault
	 */
	public static CatalogFault cutAnswer() {
		return of(Kind.CUT_ANSWER, 0, Duration.ZERO);
	}

	private static Duration requirePositive(Duration delay) {
		Assert.isTrue(!delay.isNegative() && !delay.isZero(), () -> "delay must be positive, was " + delay);
		return delay;
	}

	/**
	 * Let only some calls go wrong.
	 * @param calls the calls
	 * @return the changed copy
	 */
	public CatalogFault on(CatalogCall... calls) {
		Assert.notEmpty(calls, "calls must not be empty");
		return new CatalogFault(this.kind, this.status, this.retryAfter, this.delay, EnumSet.copyOf(List.of(calls)),
				this.skipped, this.times);
	}

	/**
	 * Let only so many requests go wrong.
	 * @param times the number of requests
	 * @return the changed copy
	 */
	public CatalogFault times(int times) {
		Assert.isTrue(times > 0, () -> "times must be positive, was " + times);
		return new CatalogFault(this.kind, this.status, this.retryAfter, this.delay, this.calls, this.skipped, times);
	}

	/**
	 * Let the first requests pass.
	 * @param skipped how many of them
	 * @return the changed copy
	 */
	public CatalogFault afterFirst(int skipped) {
		Assert.isTrue(skipped >= 0, () -> "skipped must not be negative, was " + skipped);
		return new CatalogFault(this.kind, this.status, this.retryAfter, this.delay, this.calls, skipped, this.times);
	}

	/**
	 * Let it take time before things go wrong.
	 * @param delay how long
	 * @return the changed copy
	 */
	public CatalogFault after(Duration delay) {
		return new CatalogFault(this.kind, this.status, this.retryAfter, requirePositive(delay), this.calls,
				this.skipped, this.times);
	}

	/**
	 * Tell in the refusal when to try again.
	 * @param retryAfter how long to wait, in whole seconds
	 * @return the changed copy
	 */
	public CatalogFault withRetryAfter(Duration retryAfter) {
		return new CatalogFault(this.kind, this.status, retryAfter, this.delay, this.calls, this.skipped, this.times);
	}

	Kind kind() {
		return this.kind;
	}

	int status() {
		return this.status;
	}

	@Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	Duration delay() {
		return this.delay;
	}

	boolean concerns(CatalogCall call) {
		return this.calls.contains(call);
	}

	/**
	 * Whether the request goes wrong.
	 * @param number how many of the kind came before
	 */
	boolean hits(long number) {
		return number >= this.skipped && number - this.skipped < this.times;
	}

	@Override
	public String toString() {
		return this.kind + ((this.kind == Kind.STATUS) ? " " + this.status : "") + " on " + this.calls;
	}

	/**
	 * What becomes of the request.
	 */
	enum Kind {

		NONE, STATUS, CUT, CUT_ANSWER

	}

}
