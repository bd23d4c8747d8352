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

package io.datawarehouse.fila;

import com.google.protobuf.GeneratedMessage;
import io.datawarehouse.fila.proto.EnqueueRequest;
import io.datawarehouse.fila.proto.Message;
import io.datawarehouse.fila.proto.QueueConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

class FilaRuntimeHintsTests {

	private final RuntimeHints hints = new RuntimeHints();

	FilaRuntimeHintsTests() {
		new FilaRuntimeHints().registerHints(this.hints, getClass().getClassLoader());
	}

	@ParameterizedTest
	@ValueSource(classes = { Message.class, Message.Builder.class, EnqueueRequest.class, EnqueueRequest.Builder.class,
			QueueConfig.class, QueueConfig.Builder.class })
	void messagesOfAllFilesAreThere(Class<?> type) {
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(type)
			.withMemberCategory(MemberCategory.INVOKE_PUBLIC_METHODS)).accepts(this.hints);
	}

	@Test
	void everyHintIsOfAClass() {
		assertThat(this.hints.reflection().typeHints()).isNotEmpty()
			.allSatisfy((hint) -> assertThat(Class.forName(hint.getType().getName()))
				.isAssignableTo(hint.getType().getName().endsWith("$Builder") ? GeneratedMessage.Builder.class
						: GeneratedMessage.class));
	}

}
