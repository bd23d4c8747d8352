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

package io.datawarehouse.fila.listener;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.messaging.handler.annotation.MessageMapping;

/**
 * Marks a method of a class with {@link FilaListener} that handles the messages of a
 * type. The type of a message is its header {@code type}, which
 * {@link io.datawarehouse.fila.FilaTemplate} sends. It is only compared with the names of
 * the payload types of these methods: no class is loaded because a message names it.
 *
 * @since 1.0.0
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@MessageMapping
@Documented
public @interface FilaHandler {

	/**
	 * The types that the method handles.
	 * @return values of the header {@code type}, empty for the full and the simple name
	 * of the class of the payload parameter
	 */
	String[] types() default {};

	/**
	 * Whether the method also gets the messages that no other method handles.
	 * @return {@code true} for one method of the class at most
	 */
	boolean isDefault() default false;

}
