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

import org.springframework.util.Assert;

/**
 * Part of an object's content.
 *
 * @param offset where it begins, or a negative number for that many bytes before the end
 * @param length how many bytes it has at the most, {@link #TO_END} for all that follow
 * @since 1.0.0
 */
public record ByteRange(long offset, long length) {

	/**
	 * Length of a range that reaches to the end of the object.
	 */
	public static final long TO_END = Long.MAX_VALUE;

	/**
	 * Create a range.
	 * @throws IllegalArgumentException if the length is not positive, or bounded although
	 * the range is counted from the end
	 */
	public ByteRange {
		Assert.isTrue(length > 0, () -> "length of a range must be positive, was " + length);
		Assert.isTrue(offset >= 0 || length == TO_END,
				() -> "a range counted from the end reaches to the end, but had length " + length);
	}

	/**
	 * A range of so many bytes, fewer if the object ends before.
	 * @param offset where it begins
	 * @param length how many bytes
	 * @return the range
	 */
	public static ByteRange of(long offset, long length) {
		Assert.isTrue(offset >= 0, () -> "offset of a range must not be negative, was " + offset);
		return new ByteRange(offset, length);
	}

	/**
	 * The range from an offset to the end.
	 * @param offset where it begins
	 * @return the range
	 */
	public static ByteRange from(long offset) {
		return of(offset, TO_END);
	}

	/**
	 * The range of the last bytes, the whole object if it has fewer.
	 * @param length how many bytes
	 * @return the range
	 */
	public static ByteRange last(long length) {
		Assert.isTrue(length > 0, () -> "length of a range must be positive, was " + length);
		return new ByteRange(-length, TO_END);
	}

	String toHeader() {
		if (this.offset < 0) {
			return "bytes=" + this.offset;
		}
		String end = (this.length >= TO_END - this.offset) ? "" : Long.toString(this.offset + this.length - 1);
		return "bytes=" + this.offset + "-" + end;
	}

}
