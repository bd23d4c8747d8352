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

import java.util.stream.Stream;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.datawarehouse.fila.proto.Admin;
import io.datawarehouse.fila.proto.Messages;
import io.datawarehouse.fila.proto.Service;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/**
 * Hints for native images: protobuf finds the accessors of the messages by reflection
 * when they are printed or compared field by field. The starter applies it; others that
 * use the client with Spring's ahead-of-time processing import it by
 * {@code @ImportRuntimeHints}.
 *
 * @since 1.0.0
 */
public final class FilaRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		Stream.of(Messages.getDescriptor(), Service.getDescriptor(), Admin.getDescriptor())
			.flatMap(FilaRuntimeHints::messages)
			.forEach((message) -> register(hints.reflection(), message));
	}

	private static Stream<String> messages(FileDescriptor file) {
		String javaPackage = file.getOptions().getJavaPackage();
		return file.getMessageTypes().stream().map(Descriptor::getName).map((name) -> javaPackage + "." + name);
	}

	private static void register(ReflectionHints hints, String message) {
		hints.registerType(TypeReference.of(message), MemberCategory.INVOKE_PUBLIC_METHODS);
		hints.registerType(TypeReference.of(message + "$Builder"), MemberCategory.INVOKE_PUBLIC_METHODS);
	}

}
