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

package io.datawarehouse.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Tells fast which beans cannot have some annotations of ours, for those who look for
 * them in all beans of an application: to search each method of each bean with all that
 * it overrides makes the application start later.
 *
 * @since 1.0.0
 */
public final class AnnotatedBeans {

	private static final String SPRING = "org.springframework.";

	/**
	 * Applications, not Spring.
	 */
	private static final String SAMPLES = SPRING + "samples.";

	private static final List<String> JAVA = List.of("java.", "javax.", "jakarta.");

	private final Set<Class<? extends Annotation>> sought;

	private final Map<Class<?>, Boolean> candidates = new ConcurrentReferenceHashMap<>();

	/**
	 * Create one that looks for annotations.
	 * @param sought the annotations, and what contains them if they are repeated
	 */
	@SafeVarargs
	public AnnotatedBeans(Class<? extends Annotation>... sought) {
		this.sought = Set.of(sought);
	}

	/**
	 * Whether it pays to search a class for annotations of methods, or for inherited ones
	 * of the class. Not if it is Spring's own, as most are, or if neither the annotations
	 * nor others that are made of them are in all that it extends and implements.
	 * @param type the class of a bean
	 * @return whether there may be one
	 */
	public boolean isCandidate(Class<?> type) {
		return this.candidates.computeIfAbsent(type, (key) -> !isPartOfSpring(key.getName()) && search(key));
	}

	private static boolean isPartOfSpring(String name) {
		return name.startsWith(SPRING) && !name.startsWith(SAMPLES);
	}

	private boolean search(@Nullable Class<?> type) {
		if (type == null || type == Object.class) {
			return false;
		}
		return isAnnotatedInItself(type) || search(type.getSuperclass())
				|| Arrays.stream(type.getInterfaces()).anyMatch(this::search);
	}

	private boolean isAnnotatedInItself(Class<?> type) {
		Set<Class<?>> seen = new HashSet<>();
		if (isAnnotated(type, seen)) {
			return true;
		}
		for (Method method : type.getDeclaredMethods()) {
			if (isAnnotated(method, seen)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether an element has what is looked for, or what is made of it.
	 * @param seen the annotations that are known not to be, and those that are looked at:
	 * some are annotated with themselves
	 */
	private boolean isAnnotated(AnnotatedElement element, Set<Class<?>> seen) {
		for (Annotation annotation : element.getDeclaredAnnotations()) {
			Class<? extends Annotation> type = annotation.annotationType();
			boolean found = this.sought.contains(type)
					|| !isOfOthers(type.getName()) && seen.add(type) && isAnnotated(type, seen);
			if (found) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Those of Spring and of Java itself are not made of ours.
	 */
	private static boolean isOfOthers(String name) {
		return isPartOfSpring(name) || JAVA.stream().anyMatch(name::startsWith);
	}

}
