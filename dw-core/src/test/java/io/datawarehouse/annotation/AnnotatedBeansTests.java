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

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;

import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnnotatedBeans}.
 */
class AnnotatedBeansTests {

	@Test
	void classOfSpringIsNone() {
		assertThat(AnnotatedBeans.isCandidate(GenericApplicationContext.class)).isFalse();
	}

	@Test
	void classWithoutAnnotationsIsNone() {
		assertThat(AnnotatedBeans.isCandidate(Plain.class)).isFalse();
	}

	@Test
	void annotationsOfSpringAndOfJavaDoNotCount() {
		assertThat(AnnotatedBeans.isCandidate(OthersAnnotations.class)).isFalse();
	}

	@Test
	void annotatedMethodCounts() {
		assertThat(AnnotatedBeans.isCandidate(WithMethod.class)).isTrue();
	}

	@Test
	void methodThatNobodyElseSeesCounts() {
		assertThat(AnnotatedBeans.isCandidate(WithPrivateMethod.class)).isTrue();
	}

	@Test
	void annotatedClassCounts() {
		assertThat(AnnotatedBeans.isCandidate(WithAnnotation.class)).isTrue();
	}

	@Test
	void annotationOfASuperclassCounts() {
		assertThat(AnnotatedBeans.isCandidate(OfSuperclass.class)).isTrue();
	}

	@Test
	void annotationOfAnInterfaceCounts() {
		assertThat(AnnotatedBeans.isCandidate(OfInterface.class)).isTrue();
	}

	@Test
	void annotationOfAnInterfaceThatIsExtendedCounts() {
		assertThat(AnnotatedBeans.isCandidate(OfExtendedInterface.class)).isTrue();
	}

	@Test
	void proxyCountsByItsInterfaces() {
		Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Extended.class },
				(target, method, arguments) -> null);
		assertThat(AnnotatedBeans.isCandidate(proxy.getClass())).isTrue();
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Ours {

	}

	interface Annotated {

		@Ours
		void work();

	}

	interface Extended extends Annotated {

	}

	static class Plain {

		void work() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OthersAnnotations {

		@Bean
		String bean() {
			return "";
		}

		@Deprecated
		void old() {
		}

	}

	static class WithMethod {

		@Ours
		public void work() {
		}

	}

	static class WithPrivateMethod {

		@Ours
		private void work() {
		}

	}

	@Ours
	static class WithAnnotation {

	}

	static class OfSuperclass extends WithMethod {

	}

	static class OfExtendedInterface implements Extended {

		@Override
		public void work() {
		}

	}

	static class OfInterface implements Annotated {

		@Override
		public void work() {
		}

	}

}
