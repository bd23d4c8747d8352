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
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.messaging.handler.annotation.MessageMapping;

/**
 * Marks a method that handles the messages of queues, or a class with {@link FilaHandler}
 * methods that share them by type.
 * <p>
 * A method may take the payload, converted, as a parameter without annotation or with
 * {@code @Payload}, validated with {@code @Valid} or {@code @Validated}; headers by
 * {@code @Header} and {@code @Headers}; {@code Message<?>}; the raw
 * {@link io.datawarehouse.fila.ConsumeMessage}; and an {@link Acknowledgment}. What it
 * returns is sent to the queues named by {@code @SendTo}.
 * <p>
 * All attributes may hold <code>${...}</code> and <code>#{...}</code>.
 *
 * @since 1.0.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@MessageMapping
@Documented
@Repeatable(FilaListeners.class)
public @interface FilaListener {

	/**
	 * Alias of {@link #queues()}.
	 * @return the names of the queues
	 */
	@AliasFor("queues")
	String[] value() default {};

	/**
	 * The queues to listen to. An entry that is a placeholder or an expression may stand
	 * for several, as a collection or separated by commas.
	 * @return the names of the queues
	 */
	@AliasFor("value")
	String[] queues() default {};

	/**
	 * The name of the listener in threads, events and metrics, by default made of the
	 * names of bean and method.
	 * @return the id
	 */
	String id() default "";

	/**
	 * The name of listeners that are started and stopped together.
	 * @return the group
	 */
	String group() default "";

	/**
	 * How many messages of each queue are handled at a time.
	 * @return the number, empty for that of the container factory
	 */
	String concurrency() default "";

	/**
	 * Who acks the messages: {@code AUTO} or {@code MANUAL}.
	 * @return the mode, empty for that of the container factory
	 * @see AckMode
	 */
	String ackMode() default "";

	/**
	 * Whether the listener starts with the application.
	 * @return {@code true} or {@code false}, empty for what the container factory says
	 */
	String autoStartup() default "";

	/**
	 * The name of a {@link FilaErrorHandler} bean.
	 * @return the name, empty for what the container factory has
	 */
	String errorHandler() default "";

	/**
	 * The name of a {@link FilaListenerContainerFactory} bean.
	 * @return the name, empty for
	 * {@value FilaListenerAnnotationBeanPostProcessor#DEFAULT_CONTAINER_FACTORY}
	 */
	String containerFactory() default "";

}
