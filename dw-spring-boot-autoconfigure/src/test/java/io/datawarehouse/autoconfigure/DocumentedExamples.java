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

package io.datawarehouse.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/**
 * The examples of a page of the documentation.
 *
 * @param page the page
 */
public record DocumentedExamples(Path page) {

	/**
	 * The examples of a page.
	 * @param name the name of its file in {@code docs}
	 * @return its examples
	 */
	public static DocumentedExamples of(String name) {
		return new DocumentedExamples(Path.of("..", "docs", name));
	}

	/**
	 * All examples in a language.
	 * @param language the language, as it stands after the fence
	 * @return the examples, in the order of the page
	 * @throws IOException if the page cannot be read
	 */
	public List<String> in(String language) throws IOException {
		List<String> examples = new ArrayList<>();
		Matcher example = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(this.page));
		while (example.find()) {
			examples.add(example.group(1));
		}
		return examples;
	}

	/**
	 * The names of the examples in YAML: each has its own in a comment in its first line.
	 */
	List<String> yamlNames() throws IOException {
		return in("yaml").stream().map((example) -> example.lines().findFirst().orElse("").substring(2)).toList();
	}

	String yaml(String name) throws IOException {
		return in("yaml").stream()
			.filter((example) -> example.startsWith("# " + name + "\n"))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No example '" + name + "'"));
	}

	/**
	 * Add an example in YAML to the properties of an application.
	 */
	static ApplicationContextRunner with(ApplicationContextRunner runner, String yaml) throws IOException {
		PropertySource<?> source = new YamlPropertySourceLoader()
			.load("docs", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
			.get(0);
		return runner.withInitializer((context) -> context.getEnvironment().getPropertySources().addLast(source));
	}

}
