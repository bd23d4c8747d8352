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

	private final AnnotatedBeans beans = new AnnotatedBeans(Ours.class);

	@Test
	void classOfSpringIsNone() {
		assertThat(this.beans.isCandidate(GenericApplicationContext.class)).isFalse();
	}

	@Test
	void classWithoutAnnotationsIsNone() {
		assertThat(this.beans.isCandidate(Plain.class)).isFalse();
	}

	@Test
	void annotationsOfOthersDoNotCount() {
		assertThat(this.beans.isCandidate(OthersAnnotations.class)).isFalse();
	}

	@Test
	void annotationMadeOfOneThatIsMadeOfOursCounts() {
		assertThat(this.beans.isCandidate(WithComposed.class)).isTrue();
	}

	@Test
	void annotationsThatAreMadeOfEachOtherDoNotHide() {
		assertThat(this.beans.isCandidate(WithCycle.class)).isTrue();
	}

	@Test
	void annotatedMethodCounts() {
		assertThat(this.beans.isCandidate(WithMethod.class)).isTrue();
	}

	@Test
	void methodThatNobodyElseSeesCounts() {
		assertThat(this.beans.isCandidate(WithPrivateMethod.class)).isTrue();
	}

	@Test
	void annotatedClassCounts() {
		assertThat(this.beans.isCandidate(WithAnnotation.class)).isTrue();
	}

	@Test
	void annotationOfASuperclassCounts() {
		assertThat(this.beans.isCandidate(OfSuperclass.class)).isTrue();
	}

	@Test
	void annotationOfAnInterfaceCounts() {
		assertThat(this.beans.isCandidate(OfInterface.class)).isTrue();
	}

	@Test
	void annotationOfAnInterfaceThatIsExtendedCounts() {
		assertThat(this.beans.isCandidate(OfExtendedInterface.class)).isTrue();
	}

	@Test
	void proxyCountsByItsInterfaces() {
		Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Extended.class },
				(target, method, arguments) -> null);
		assertThat(this.beans.isCandidate(proxy.getClass())).isTrue();
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Ours {

	}

	@Ours
	@Retention(RetentionPolicy.RUNTIME)
	@interface Composed {

	}

	@Composed
	@Retention(RetentionPolicy.RUNTIME)
	@interface ComposedTwice {

	}

	@Theirs
	@Retention(RetentionPolicy.RUNTIME)
	@interface Theirs {

	}

	@Back
	@Ours
	@Retention(RetentionPolicy.RUNTIME)
	@interface Forth {

	}

	@Forth
	@Retention(RetentionPolicy.RUNTIME)
	@interface Back {

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

		@Theirs
		void theirs() {
		}

	}

	static class WithComposed {

		@ComposedTwice
		void work() {
		}

	}

	static class WithCycle {

		@Back
		void work() {
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
