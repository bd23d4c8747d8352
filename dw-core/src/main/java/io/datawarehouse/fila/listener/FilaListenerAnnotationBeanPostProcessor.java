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

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.datawarehouse.annotation.AnnotatedBeans;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.util.StringUtils;

/**
 * Finds {@link FilaListener} annotations and registers an endpoint for each when all
 * beans are there.
 *
 * @since 1.0.0
 */
public class FilaListenerAnnotationBeanPostProcessor
		implements BeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton, Ordered {

	/**
	 * Name of the bean of this type that {@link EnableFila} registers.
	 */
	public static final String BEAN_NAME = "io.datawarehouse.fila.listener.internalFilaListenerAnnotationProcessor";

	/**
	 * Name of the container factory that is used unless a listener names another.
	 */
	public static final String DEFAULT_CONTAINER_FACTORY = "filaListenerContainerFactory";

	private final AnnotatedBeans annotated = new AnnotatedBeans(FilaListener.class, FilaListeners.class);

	private final Set<Class<?>> withoutListeners = ConcurrentHashMap.newKeySet();

	private final List<Found> found = new ArrayList<>();

	private final Set<String> ids = new HashSet<>();

	private @Nullable ConfigurableBeanFactory beanFactory;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableBeanFactory) beanFactory;
	}

	@Override
	public int getOrder() {
		return LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
		if (this.withoutListeners.contains(type) || !this.annotated.isCandidate(type)) {
			return bean;
		}
		int before = this.found.size();
		listeners(type).forEach((listener) -> this.found.add(new Found(listener, bean, beanName, null)));
		Map<Method, Set<FilaListener>> methods = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<@Nullable Set<FilaListener>>) (method) -> {
					Set<FilaListener> listeners = listeners(method);
					return listeners.isEmpty() ? null : listeners;
				});
		methods.forEach((method, listeners) -> listeners
			.forEach((listener) -> this.found.add(new Found(listener, bean, beanName, method))));
		if (this.found.size() == before) {
			this.withoutListeners.add(type);
		}
		return bean;
	}

	private static Set<FilaListener> listeners(AnnotatedElement element) {
		return AnnotatedElementUtils.findMergedRepeatableAnnotations(element, FilaListener.class, FilaListeners.class);
	}

	@Override
	public void afterSingletonsInstantiated() {
		ConfigurableBeanFactory beans = beanFactory();
		FilaListenerEndpointRegistrar registrar = new FilaListenerEndpointRegistrar();
		this.found.forEach((listener) -> register(listener, registrar));
		if (beans instanceof ListableBeanFactory listable) {
			listable.getBeanProvider(FilaListenerConfigurer.class)
				.orderedStream()
				.forEach((configurer) -> configurer.configure(registrar));
		}
		FilaListenerEndpointRegistry registry = beans.getBean(FilaListenerEndpointRegistry.class);
		for (FilaListenerEndpointRegistrar.Registration registration : registrar.registrations()) {
			FilaListenerContainerFactory factory = registration.factory();
			registry.register(registration.endpoint(),
					(factory != null) ? factory : factory("", registration.endpoint().getId()));
		}
		this.found.clear();
		this.withoutListeners.clear();
	}

	private void register(Found found, FilaListenerEndpointRegistrar registrar) {
		AnnotationAttributes attributes = new AnnotationAttributes(beanFactory());
		FilaListener annotation = found.annotation;
		String id = id(attributes.text(annotation.id()), found);
		FilaListenerContainerFactory factory = factory(attributes.text(annotation.containerFactory()), id);
		List<String> queues = attributes.list(annotation.queues());
		if (queues.isEmpty()) {
			throw new IllegalStateException("@FilaListener on " + found + " names no queue: set queues");
		}
		String errorHandler = attributes.text(annotation.errorHandler());
		MethodListenerEndpoint.Attributes more = new MethodListenerEndpoint.Attributes(
				attributes.text(annotation.group()), attributes.number(annotation.concurrency(), "concurrency"),
				attributes.ackMode(annotation.ackMode()), attributes.bool(annotation.autoStartup(), "auto-startup"),
				errorHandler.isEmpty() ? null : beanFactory().getBean(errorHandler, FilaErrorHandler.class));
		registrar.registerEndpoint(endpoint(found, id, queues, factory, more, attributes), factory);
	}

	private MethodListenerEndpoint endpoint(Found found, String id, List<String> queues,
			FilaListenerContainerFactory factory, MethodListenerEndpoint.Attributes more,
			AnnotationAttributes attributes) {
		if (found.method != null) {
			MethodHandler handler = handler(found.bean, found.method, factory, attributes, Set.of());
			return new MethodListenerEndpoint(id, queues, List.of(), handler, more);
		}
		Map<Method, FilaHandler> methods = MethodIntrospector.selectMethods(
				AopProxyUtils.ultimateTargetClass(found.bean),
				(MethodIntrospector.MetadataLookup<@Nullable FilaHandler>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, FilaHandler.class));
		Map<Method, MethodHandler> handlers = new LinkedHashMap<>();
		MethodHandler defaultHandler = null;
		for (Map.Entry<Method, FilaHandler> entry : methods.entrySet()) {
			FilaHandler annotation = entry.getValue();
			Set<String> types = (annotation.types().length > 0) ? Set.copyOf(attributes.list(annotation.types()))
					: MethodHandler.payloadTypes(entry.getKey());
			MethodHandler handler = handler(found.bean, entry.getKey(), factory, attributes, types);
			handlers.put(entry.getKey(), handler);
			if (annotation.isDefault()) {
				if (defaultHandler != null) {
					throw new IllegalStateException("There are two default @FilaHandler methods in " + found);
				}
				defaultHandler = handler;
			}
		}
		if (handlers.isEmpty()) {
			throw new IllegalStateException(
					"@FilaListener on " + found + " finds no @FilaHandler method: mark one, or annotate a method");
		}
		return new MethodListenerEndpoint(id, queues, List.copyOf(handlers.values()), defaultHandler, more);
	}

	private MethodHandler handler(Object bean, Method method, FilaListenerContainerFactory factory,
			AnnotationAttributes attributes, Set<String> types) {
		Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
		SendTo sendTo = AnnotatedElementUtils.findMergedAnnotation(method, SendTo.class);
		if (sendTo == null) {
			sendTo = AnnotatedElementUtils.findMergedAnnotation(method.getDeclaringClass(), SendTo.class);
		}
		List<String> queues = (sendTo != null) ? attributes.list(sendTo.value()) : List.of();
		return new MethodHandler(factory.methodFactory().createInvocableHandlerMethod(bean, invocable), queues,
				factory.template(), types);
	}

	private FilaListenerContainerFactory factory(String name, String id) {
		String bean = name.isEmpty() ? DEFAULT_CONTAINER_FACTORY : name;
		try {
			return beanFactory().getBean(bean, FilaListenerContainerFactory.class);
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw new IllegalStateException("Fila listener '" + id + "' needs the FilaListenerContainerFactory bean '"
					+ bean + "', and there is none. With Spring Boot set dw.fila.addresses or add dw-embedded; "
					+ "otherwise define the bean.", ex);
		}
	}

	/**
	 * An id that was given must be unique; one that is made is made so.
	 */
	private String id(String given, Found found) {
		if (StringUtils.hasText(given)) {
			return given;
		}
		String name = (found.method != null) ? found.beanName + "." + found.method.getName() : found.beanName;
		String id = name;
		for (int i = 2; !this.ids.add(id); i++) {
			id = name + "#" + i;
		}
		return id;
	}

	private ConfigurableBeanFactory beanFactory() {
		if (this.beanFactory == null) {
			throw new IllegalStateException("The bean factory was not set");
		}
		return this.beanFactory;
	}

	/**
	 * An annotation and where it was found.
	 *
	 * @param annotation the annotation
	 * @param bean the bean
	 * @param beanName the name of the bean
	 * @param method the method, or {@code null} if it is on the class
	 */
	private record Found(FilaListener annotation, Object bean, String beanName, @Nullable Method method) {

		@Override
		public String toString() {
			return (this.method != null) ? this.method.toGenericString() : "class of bean '" + this.beanName + "'";
		}

	}

}
