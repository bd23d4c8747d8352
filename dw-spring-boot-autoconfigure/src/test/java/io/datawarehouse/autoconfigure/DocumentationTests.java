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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the documentation speaks of what there is: properties, messages, and tests.
 */
class DocumentationTests {

	private static final Path ROOT = Path.of(System.getProperty("basedir", ".")).resolve("..").normalize();

	private static final Path DOCS = ROOT.resolve("docs");

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Path> javaFiles(String kind) {
		return list(ROOT).stream()
			.map((module) -> module.resolve("src").resolve(kind).resolve("java"))
			.filter(Files::isDirectory)
			.flatMap((directory) -> walk(directory).stream())
			.toList();
	}

	private static List<Path> list(Path directory) {
		try (Stream<Path> files = Files.list(directory)) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Path> walk(Path directory) {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> find(String regex, String text) {
		return Pattern.compile(regex, Pattern.MULTILINE)
			.matcher(text)
			.results()
			.map((result) -> result.group(1))
			.toList();
	}

	@Test
	void yamlOfTheFirstStepsHasPropertiesThatExist() {
		Set<String> used = new LinkedHashSet<>();
		for (String yaml : find("(?s)^```yaml\n(.*?)^```", read(DOCS.resolve("getting-started.md")))) {
			YamlPropertiesFactoryBean factory = new YamlPropertiesFactoryBean();
			factory.setResources(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
			Properties properties = factory.getObject();
			assertThat(properties).isNotNull();
			used.addAll(properties.stringPropertyNames());
		}
		assertThat(used).filteredOn((name) -> name.startsWith("dw."))
			.contains("dw.storage.endpoint", "dw.jobs.url", "dw.fila.addresses")
			.isSubsetOf(ConfigurationMetadata.read().names());
	}

	@Test
	void propertiesInTheTextExist() {
		List<String> named = find("`(dw\\.[a-z0-9.-]+[a-z0-9])(?:=[^`]*)?`", read(DOCS.resolve("getting-started.md")));
		assertThat(named).hasSizeGreaterThan(10).isSubsetOf(ConfigurationMetadata.read().names());
	}

	/**
	 * What is left out of a message is an ellipsis.
	 */
	@Test
	void messagesOfTheTroubleshootingAreThoseOfTheCode() {
		List<String> sources = javaFiles("main").stream()
			// Texts that span lines
			.map((file) -> read(file).replaceAll("\"\\s*\\+\\s*\"", ""))
			.toList();
		List<String> messages = find("^### `(.*?)`$", read(DOCS.resolve("getting-started.md")));
		assertThat(messages).hasSizeGreaterThan(8)
			.allSatisfy((message) -> assertThat(sources).as(message)
				.anyMatch((source) -> Arrays.stream(message.split("…")).allMatch(source::contains)));
	}

	@Test
	void testsThatAreNamedExist() {
		Map<String, Path> tests = javaFiles("test").stream()
			.collect(Collectors.toMap((file) -> file.getFileName().toString().replace(".java", ""), Function.identity(),
					(one, other) -> one));
		List<String> named = pages().stream()
			.flatMap((page) -> find("`([A-Z][A-Za-z0-9]*(?:IT|Tests)(?:[#.][a-z][a-zA-Z0-9]*)?)`", read(page)).stream())
			.toList();
		assertThat(named).hasSizeGreaterThan(100).allSatisfy((name) -> {
			String[] parts = name.split("[#.]");
			assertThat(tests).as(name).containsKey(parts[0]);
			if (parts.length > 1) {
				assertThat(read(tests.get(parts[0]))).as(name).contains("void " + parts[1] + "(");
			}
		});
	}

	@Test
	void eachOfOurCellsOfTheComparisonNamesATestOrNothing() {
		String text = read(DOCS.resolve("comparison.md"));
		assertThat(find("^\\| feature (\\|) here \\|", text)).hasSize(2);
		List<String> cells = find("^\\| (?!feature|---)[^|]+\\| ([^|]+) \\| [^|]+ \\|$", text);
		assertThat(cells).hasSizeGreaterThan(70)
			.allMatch((cell) -> cell.startsWith("—") || cell.matches("`[A-Za-z]+(IT|Tests)(#[a-zA-Z0-9]+)?`.*"));
		assertThat(find("^(\\|) (?!feature|---)", text)).as("All rows have three cells").hasSameSizeAs(cells);
	}

	@Test
	void linksLeadToFilesAndTheirHeadings() {
		for (Path page : pages()) {
			String text = read(page).replaceAll("(?ms)^```.*?^```", "");
			List<String> links = new ArrayList<>(find("\\]\\(([^)\\s]+)\\)", text));
			links.addAll(find("<img[^>]* src=\"([^\"]+)\"", text));
			assertThat(links).as(page.toString())
				.filteredOn((link) -> !link.matches("(https?|mailto):.*"))
				.allSatisfy((link) -> assertLeadsSomewhere(page, link));
		}
	}

	private static void assertLeadsSomewhere(Path page, String link) {
		String[] parts = link.split("#", 2);
		Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
		assertThat(target).as(link).exists();
		assertThat(target.startsWith(ROOT)).as("%s leaves the repository", link).isTrue();
		if (parts.length > 1) {
			assertThat(anchors(target)).as(link).contains(parts[1]);
		}
	}

	/**
	 * As GitHub makes them.
	 */
	private static Set<String> anchors(Path page) {
		Set<String> anchors = new LinkedHashSet<>();
		for (String heading : find("^#+ (.*)$", read(page).replaceAll("(?ms)^```.*?^```", ""))) {
			String anchor = heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N}_ -]", "")
				.replace(' ', '-');
			for (int i = 1; !anchors.add((i == 1) ? anchor : anchor + "-" + (i - 1)); i++) {
				assertThat(i).isLessThan(100);
			}
		}
		return anchors;
	}

	private static List<Path> pages() {
		List<Path> pages = new ArrayList<>(list(DOCS));
		pages.addAll(list(ROOT));
		pages.removeIf((file) -> !file.toString().endsWith(".md"));
		assertThat(pages).hasSizeGreaterThan(15);
		return pages;
	}

}
