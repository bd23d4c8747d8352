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
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Tells fast which beans cannot have our annotations, for those who look for them in all
 * beans of an application: to search each method of each bean with all that it overrides
 * makes the application start later.
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

	private static final Map<Class<?>, Boolean> candidates = new ConcurrentReferenceHashMap<>();

	private AnnotatedBeans() {
	}

	/**
	 * Whether it pays to search a class for annotations of methods, or for inherited ones
	 * of the class. Not if it is Spring's own, as most are, or if there are none but
	 * Spring's and Java's in all that it extends and implements.
	 * @param type the class of a bean
	 * @return whether there may be one
	 */
	public static boolean isCandidate(Class<?> type) {
		return candidates.computeIfAbsent(type, (key) -> !isPartOfSpring(key.getName()) && search(key));
	}

	private static boolean isPartOfSpring(String name) {
		return name.startsWith(SPRING) && !name.startsWith(SAMPLES);
	}

	private static boolean search(@Nullable Class<?> type) {
		if (type == null || type == Object.class) {
			return false;
		}
		return isAnnotated(type) || search(type.getSuperclass())
				|| Arrays.stream(type.getInterfaces()).anyMatch(AnnotatedBeans::search);
	}

	private static boolean isAnnotated(Class<?> type) {
		if (hasAnnotation(type)) {
			return true;
		}
		for (Method method : type.getDeclaredMethods()) {
			if (hasAnnotation(method)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Those of Spring and of Java itself do not stand for ours.
	 */
	private static boolean hasAnnotation(AnnotatedElement element) {
		for (Annotation annotation : element.getDeclaredAnnotations()) {
			String name = annotation.annotationType().getName();
			if (!isPartOfSpring(name) && JAVA.stream().noneMatch(name::startsWith)) {
				return true;
			}
		}
		return false;
	}

}
