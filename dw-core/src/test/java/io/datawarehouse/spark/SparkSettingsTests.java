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
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Tests for {@link SparkSettings}.
 */
class SparkSettingsTests {

	private static final String SECRET = "spark.hadoop.fs.s3a.secret.key";

	private final SparkSettings settings = SparkSettings.none()
		.with("spark.b", "2")
		.withSecret(SECRET, "hush")
		.with("spark.a", "1");

	@TempDir
	private Path temp;

	private static Properties read(Path file) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		}
		return properties;
	}

	@Test
	void orderIsThatOfMaking() {
		assertThat(this.settings).containsExactly(entry("spark.b", "2"), entry("spark.a", "1"));
		assertThat(SparkSettings.none()).isEmpty();
	}

	private static Map.Entry<String, String> entry(String name, String value) {
		return Map.entry(name, value);
	}

	@Test
	void mapCannotBeChanged() {
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.settings.put("spark.c", "3"));
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.settings.remove("spark.a"));
		assertThat(this.settings.with("spark.c", "3")).hasSize(3);
		assertThat(this.settings).hasSize(2);
	}

	@Test
	void secretsAreInTheMapOnlyWhenAskedFor() {
		assertThat(this.settings).doesNotContainKey(SECRET);
		assertThat(this.settings.toArguments()).containsExactly("--conf", "spark.b=2", "--conf", "spark.a=1");
		assertThat(this.settings.withSecrets()).containsEntry(SECRET, "hush").containsEntry("spark.a", "1");
	}

	@Test
	void secretsAreNeverShown() {
		assertThat(this.settings.toString()).isEqualTo("{spark.b=2, spark.a=1, " + SECRET + "=(secret)}");
		assertThat(this.settings.withSecrets().toString()).contains(SECRET + "=(secret)").doesNotContain("hush");
	}

	@Test
	void secretsAreNotForTheCommandLine() {
		assertThatIllegalStateException().isThrownBy(() -> this.settings.withSecrets().toArguments())
			.withMessageContaining("--properties-file")
			.withMessageNotContaining("hush");
	}

	@Test
	void sparkIsToldToHideTheSecrets() {
		String regex = this.settings.withSecrets().get("spark.redaction.regex");
		assertThat(Stream.of(SECRET, "spark.hadoop.fs.s3a.access.key", "spark.hadoop.fs.s3a.session.token",
				"spark.openlineage.transport.auth.apiKey"))
			.allSatisfy((name) -> assertThat(name).containsPattern(regex));
		assertThat(this.settings).doesNotContainKey("spark.redaction.regex");
		assertThat(SparkSettings.none().with("spark.a", "1").withSecrets()).hasSize(1);
		assertThat(this.settings.with("spark.redaction.regex", "mine").withSecrets())
			.containsEntry("spark.redaction.regex", "mine");
	}

	@Test
	void laterOnesReplaceEarlierOnes() {
		SparkSettings others = SparkSettings.none().with("spark.a", "9").with(SECRET, "open").with("spark.c", "3");
		assertThat(this.settings.with(others)).containsExactly(entry("spark.b", "2"), entry("spark.a", "9"),
				entry(SECRET, "open"), entry("spark.c", "3"));
		assertThat(others.with(this.settings).withSecrets()).containsEntry(SECRET, "hush")
			.containsEntry("spark.a", "1");
		assertThat(others.with(this.settings)).doesNotContainKey(SECRET);
	}

	@Test
	void someCanBeLeftOut() {
		SparkSettings all = this.settings.with("spark.hadoop.fs.s3a.endpoint", "http://localhost");
		assertThat(all.without("spark.a")).containsOnlyKeys("spark.b", "spark.hadoop.fs.s3a.endpoint");
		assertThat(all.without("spark.hadoop.").withSecrets()).containsOnlyKeys("spark.a", "spark.b");
		assertThat(all.without("spark.hadoop")).isEqualTo(all);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "spark", "spark.", "fs.s3a.endpoint", "spark.a b", "spark.a=b", "spark.a\n",
			"spark.a:", "spark.a." })
	void namesOfOthersAreRefused(String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> SparkSettings.none().with(name, "hush"))
			.withMessageContaining("'" + name + "'")
			.withMessageNotContaining("hush");
		assertThatIllegalArgumentException().isThrownBy(() -> SparkSettings.none().withSecret(name, "hush"))
			.withMessageNotContaining("hush");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "plain", "", "C:\\dir\\new", "a=b:c #d !e", "two\nlines\r\tand a tab", "Grüße \u2603", "#x" })
	void fileIsReadAsItWasWritten(String value) throws IOException {
		Path file = this.settings.with("spark.value", value).withSecrets().store(this.temp.resolve("spark.conf"));
		Properties read = read(file);
		assertThat(read).containsEntry("spark.value", value).containsEntry(SECRET, "hush").hasSize(5);
		assertThat(Files.readString(file)).startsWith("spark.redaction.regex=").doesNotContain("\n#");
	}

	@Test
	void fileIsTheOwnersAlone() throws IOException {
		assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "no POSIX file system");
		Path file = this.temp.resolve("spark.conf");
		Files.writeString(file, "old");
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
		this.settings.withSecrets().store(file);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		assertThat(Files.readString(file)).doesNotContain("old");
		try (Stream<Path> files = Files.list(this.temp)) {
			assertThat(files).as("nothing besides").containsExactly(file);
		}
	}

	@Test
	void fileWithoutAFolderIsTold() {
		Path file = this.temp.resolve("missing").resolve("spark.conf");
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.settings.store(file))
			.withMessageContaining(file.toString());
	}

}
