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

package io.datawarehouse.benchmarks.startup;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What all starts took.
 */
final class StartupResults {

	private final Map<StartupVariant, List<StartupFigures>> figures = new EnumMap<>(StartupVariant.class);

	void add(StartupVariant variant, StartupFigures figures) {
		if (figures.clients() != variant.clients()) {
			throw new IllegalArgumentException("There were " + figures.clients() + " clients instead of "
					+ variant.clients() + " in the " + variant.label());
		}
		this.figures.computeIfAbsent(variant, (key) -> new ArrayList<>()).add(figures);
	}

	/**
	 * The median of the starts of a variant.
	 */
	OptionalDouble median(StartupVariant variant, ToDoubleFunction<StartupFigures> figure) {
		double[] sorted = this.figures.getOrDefault(variant, List.of()).stream().mapToDouble(figure).sorted().toArray();
		if (sorted.length == 0) {
			return OptionalDouble.empty();
		}
		int middle = sorted.length / 2;
		boolean odd = sorted.length % 2 == 1;
		return OptionalDouble.of(odd ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
	}

	/**
	 * What the starter adds, by the medians.
	 */
	OptionalDouble added(ToDoubleFunction<StartupFigures> figure) {
		OptionalDouble empty = median(StartupVariant.EMPTY, figure);
		OptionalDouble starter = median(StartupVariant.STARTER, figure);
		return (empty.isPresent() && starter.isPresent())
				? OptionalDouble.of(starter.getAsDouble() - empty.getAsDouble()) : OptionalDouble.empty();
	}

}
