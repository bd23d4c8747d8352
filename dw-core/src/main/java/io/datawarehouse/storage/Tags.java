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

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;

import org.springframework.util.Assert;

/**
 * What S3 allows as the tags of an object.
 */
final class Tags {

	private static final int MAX_TAGS = 10;

	private static final int MAX_NAME = 128;

	private static final int MAX_VALUE = 256;

	private Tags() {
	}

	static Map<String, String> check(Map<String, String> tags) {
		Assert.isTrue(tags.size() <= MAX_TAGS,
				() -> "an object can have " + MAX_TAGS + " tags at the most, got " + tags.size());
		tags.forEach((name, value) -> {
			Assert.isTrue(!name.isEmpty() && name.length() <= MAX_NAME,
					() -> "name of a tag must have 1 to " + MAX_NAME + " characters, was '" + name + "'");
			Assert.isTrue(value.length() <= MAX_VALUE, () -> "value of tag '" + name + "' must have at most "
					+ MAX_VALUE + " characters, had " + value.length());
		});
		return Map.copyOf(tags);
	}

	/**
	 * Some stores leave an empty value out.
	 */
	static Map<String, String> toMap(List<Tag> tagSet) {
		return tagSet.stream()
			.collect(Collectors.toUnmodifiableMap(Tag::key, (tag) -> (tag.value() != null) ? tag.value() : ""));
	}

	static Tagging toTagging(Map<String, String> tags) {
		List<Tag> tagSet = tags.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.map((tag) -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
			.toList();
		return Tagging.builder().tagSet(tagSet).build();
	}

}
