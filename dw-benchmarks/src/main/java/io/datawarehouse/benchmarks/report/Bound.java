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

package io.datawarehouse.benchmarks.report;

/**
 * The side on which a measured figure has to be.
 *
 * @since 1.0.0
 */
public enum Bound {

	/** The figure has to reach the limit. */
	AT_LEAST(">="),

	/** The figure must not exceed the limit. */
	AT_MOST("<="),

	/** The figure has to stay under the limit. */
	BELOW("<");

	private final String sign;

	Bound(String sign) {
		this.sign = sign;
	}

	/**
	 * Return the sign of comparison.
	 * @return the sign
	 */
	public String sign() {
		return this.sign;
	}

	boolean holds(double measured, double limit) {
		return switch (this) {
			case AT_LEAST -> measured >= limit;
			case AT_MOST -> measured <= limit;
			case BELOW -> measured < limit;
		};
	}

}
