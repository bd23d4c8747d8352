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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects that a run has read or written. When there are many under one prefix, only the
 * prefix is kept, so that a run that reads a thousand files of a table has one input.
 */
final class NotedObjects {

	/**
	 * How many objects or prefixes are kept under one prefix.
	 */
	static final int MANY = 10;

	private final Map<String, Set<String>> children = new LinkedHashMap<>();

	private final Set<String> collapsed = new HashSet<>();

	/**
	 * Note an object.
	 * @param uri its address, such as {@code dw://lake/a/b.csv}
	 */
	void add(String uri) {
		if (!isCollapsed(uri)) {
			insert(uri);
		}
	}

	private boolean isCollapsed(String uri) {
		String prefix = parent(uri);
		while (!prefix.isEmpty()) {
			if (this.collapsed.contains(prefix)) {
				return true;
			}
			prefix = parent(prefix);
		}
		return false;
	}

	private void insert(String uri) {
		String prefix = parent(uri);
		boolean known = this.children.containsKey(prefix);
		Set<String> siblings = this.children.computeIfAbsent(prefix, (key) -> new LinkedHashSet<>());
		siblings.add(uri);
		if (isMany(prefix, siblings.size())) {
			collapse(prefix);
		}
		else if (!known) {
			String above = parent(prefix);
			long prefixes = this.children.keySet().stream().filter((key) -> parent(key).equals(above)).count();
			if (isMany(above, prefixes)) {
				collapse(above);
			}
		}
	}

	private static boolean isMany(String prefix, long count) {
		// A bucket as a whole says nothing, but there has to be a bound.
		return !prefix.isEmpty() && count > (isBucket(prefix) ? 100 * MANY : MANY);
	}

	private void collapse(String prefix) {
		this.children.keySet().removeIf((key) -> key.startsWith(prefix));
		this.collapsed.removeIf((key) -> key.startsWith(prefix));
		this.collapsed.add(prefix);
		insert(prefix);
	}

	/**
	 * The prefix of an address with its slash, empty beyond the bucket.
	 */
	private static String parent(String uri) {
		int root = uri.indexOf("://") + 3;
		int slash = uri.lastIndexOf('/', uri.length() - 2);
		return (slash >= root) ? uri.substring(0, slash + 1) : "";
	}

	private static boolean isBucket(String prefix) {
		return parent(prefix).isEmpty();
	}

	List<String> all() {
		List<String> all = new ArrayList<>();
		this.children.values().forEach(all::addAll);
		return all;
	}

}
