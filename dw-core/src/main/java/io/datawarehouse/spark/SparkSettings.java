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

package io.datawarehouse.spark;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * Settings of a Spark application, in the order in which they were made: a map that
 * cannot be changed, of which changed copies are made. Secrets are kept aside until
 * {@link #withSecrets()} asks for them, so that the map may be logged, and are never in
 * {@link #toString()}. <pre class="code">
 * Path file = job.sparkConf().withSecrets().store(Path.of("spark.conf"));
 * new ProcessBuilder("spark-submit", "--properties-file", file.toString(), "totals.jar").start();
 * </pre>
 *
 * @since 1.0.0
 */
public final class SparkSettings extends AbstractMap<String, String> {

	/**
	 * Spark reads no others, and would take what follows a space for another one.
	 */
	private static final Pattern NAME = Pattern.compile("spark\\.[^\\s=:#!\\\\]*[^\\s=:#!\\\\.]");

	/**
	 * Spark's own pattern for what its pages hide, and what it forgets.
	 */
	private static final Map<String, String> REDACTION = Map.of("spark.redaction.regex",
			"(?i)secret|password|token|access[.]?key|api[.]?key");

	private static final SparkSettings NONE = new SparkSettings(Map.of(), Map.of(), false);

	private final Map<String, String> open;

	private final Map<String, String> secrets;

	private final Map<String, String> entries;

	private final boolean withSecrets;

	private SparkSettings(Map<String, String> open, Map<String, String> secrets, boolean withSecrets) {
		this.open = open;
		this.secrets = secrets;
		this.withSecrets = withSecrets;
		this.entries = Collections.unmodifiableMap(withSecrets ? merge(open, secrets) : open);
	}

	/**
	 * No settings.
	 * @return settings to begin with
	 */
	public static SparkSettings none() {
		return NONE;
	}

	/**
	 * Make a setting, or replace it.
	 * @param name its name, which begins with {@code spark.}
	 * @param value its value
	 * @return settings with that one
	 */
	public SparkSettings with(String name, String value) {
		checkName(name);
		Assert.notNull(value, () -> "value of " + name + " must not be null");
		return new SparkSettings(merge(this.open, Map.of(name, value)), drop(this.secrets, name), this.withSecrets);
	}

	/**
	 * Make a setting that nobody may see, or replace it.
	 * @param name its name, which begins with {@code spark.}
	 * @param value its value, which is in the map only {@linkplain #withSecrets() if it
	 * is asked for}
	 * @return settings with that one
	 */
	public SparkSettings withSecret(String name, String value) {
		checkName(name);
		Assert.notNull(value, () -> "value of " + name + " must not be null");
		return new SparkSettings(drop(this.open, name), merge(this.secrets, Map.of(name, value)), this.withSecrets);
	}

	/**
	 * Make all settings of another object, which replace those of the same names.
	 * @param others the other settings
	 * @return settings with those
	 */
	public SparkSettings with(SparkSettings others) {
		SparkSettings kept = without(others.open.keySet()).without(others.secrets.keySet());
		return new SparkSettings(merge(kept.open, others.open), merge(kept.secrets, others.secrets),
				this.withSecrets || others.withSecrets);
	}

	/**
	 * Leave settings out, such as {@code spark.extraListeners} where OpenLineage's is not
	 * on the class path.
	 * @param name the name of a setting; if it ends with {@code .}, the beginning of
	 * names
	 * @return settings without those
	 */
	public SparkSettings without(String name) {
		return new SparkSettings(drop(this.open, name), drop(this.secrets, name), this.withSecrets);
	}

	private SparkSettings without(Set<String> names) {
		SparkSettings kept = this;
		for (String name : names) {
			kept = kept.without(name);
		}
		return kept;
	}

	/**
	 * Let the map hold the secrets too: for {@link #store(Path)} or a session in this
	 * process, and not for a command line or a log. Spark is told to hide them from its
	 * pages.
	 * @return settings with the secrets
	 */
	public SparkSettings withSecrets() {
		return this.secrets.isEmpty() ? this : new SparkSettings(merge(REDACTION, this.open), this.secrets, true);
	}

	private static void checkName(String name) {
		Assert.isTrue(NAME.matcher(name).matches(),
				() -> "name of a setting must begin with 'spark.', not end with a dot, and have no spaces and none of "
						+ "=:#!\\, was '" + name + "'");
	}

	private static Map<String, String> merge(Map<String, String> first, Map<String, String> second) {
		Map<String, String> merged = new LinkedHashMap<>(first);
		merged.putAll(second);
		return merged;
	}

	private static Map<String, String> drop(Map<String, String> settings, String name) {
		Map<String, String> kept = new LinkedHashMap<>(settings);
		kept.keySet().removeIf((key) -> name.endsWith(".") ? key.startsWith(name) : key.equals(name));
		return kept;
	}

	@Override
	public Set<Entry<String, String>> entrySet() {
		return this.entries.entrySet();
	}

	/**
	 * The settings as arguments of {@code spark-submit}.
	 * @return {@code --conf} and {@code name=value} for each of them
	 * @throws IllegalStateException if there are secrets among them, which all users of
	 * the machine would see
	 */
	public List<String> toArguments() {
		Assert.state(!this.withSecrets, "Secrets must not be on a command line, which all users of the machine see: "
				+ "give spark-submit a file written by store(...) as --properties-file");
		List<String> arguments = new ArrayList<>();
		this.entries.forEach((name, value) -> {
			arguments.add("--conf");
			arguments.add(name + "=" + value);
		});
		return arguments;
	}

	/**
	 * Write the settings to a file for the {@code --properties-file} of
	 * {@code spark-submit}. Only its owner can read it, where the file system knows such
	 * a thing. A file that exists is replaced as a whole.
	 * @param file the file, in a folder that exists
	 * @return the file
	 * @throws UncheckedIOException if it cannot be written
	 */
	public Path store(Path file) {
		try {
			// Made for the owner alone, unlike one that is there already.
			Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "spark-", ".conf");
			try {
				Files.writeString(written, toProperties());
				Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(written);
			}
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write the settings of Spark to " + file, ex);
		}
	}

	private String toProperties() throws IOException {
		StringBuilder lines = new StringBuilder();
		for (Entry<String, String> entry : this.entries.entrySet()) {
			Properties properties = new Properties();
			properties.setProperty(entry.getKey(), entry.getValue());
			StringWriter text = new StringWriter();
			properties.store(text, null);
			// Without the date
			text.toString()
				.lines()
				.filter((line) -> !line.startsWith("#"))
				.forEach((line) -> lines.append(line + "\n"));
		}
		return lines.toString();
	}

	/**
	 * With the names of the secrets only.
	 */
	@Override
	public String toString() {
		Map<String, String> shown = new LinkedHashMap<>(this.open);
		this.secrets.keySet().forEach((name) -> shown.put(name, "(secret)"));
		return shown.toString();
	}

}
