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

package io.datawarehouse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link DwUri}.
 */
class DwUriTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, emptyValue = "",
			value = { "dw://lake/a|dw|lake|a", "s3://lake/a/b|s3|lake|a/b", "DW://lake/a|dw|lake|a",
					"S3://my.lake/a|s3|my.lake|a", "lake/a|dw|lake|a", "lake|dw|lake|''", "dw://lake|dw|lake|''",
					"dw://lake/|dw|lake|''", "lake/s3://x/y|dw|lake|s3://x/y", "dw://lake//a|dw|lake|/a",
					"dw://lake/a%20b|dw|lake|a%20b", "dw://lake/dir/|dw|lake|dir/",
					"dw://cluster:east/k|dw|cluster:east|k", "dw://n1@host:9000/p|dw|n1@host:9000|p" })
	void partsAreParsed(String address, String scheme, String authority, String key) {
		assertThat(DwUri.parse(address)).isEqualTo(new DwUri(scheme, authority, key));
	}

	@ParameterizedTest
	@ValueSource(strings = { "dw://lake", "dw://lake/a", "s3://my.lake/a^b=c d+e//f", "dw://lake/%41%zz",
			"dw://lake/größe/日本/😀", "dw://lake/?q#f", "dw://lake/a/", "dw://lake//", "dw://lake/...", "dw://lake/./x",
			"s3://lake/../x", "dw://cluster:east/k", "dw://node-1@host/p/q", "dw://lake/ ", "dw://lake/a\nb" })
	void textRoundTrips(String address) {
		DwUri uri = DwUri.parse(address);
		assertThat(uri).hasToString(address);
		assertThat(DwUri.parse(uri.toString())).isEqualTo(uri);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "dw://", "dw:///key", "/key", "http://lake/a", "://lake/a", "dw://La/k", "dw://Lake/a",
			"dw://ab/k", "dw://-lake/k", "dw://lake-/k", "dw://la_ke/k", "dw://la ke/k", "dw://my.lake/k",
			"s3://my..lake/k", "s3://my.-lake/k", "s3://.lake/k", "s3://lake./k", "s3://192.168.0.1/k",
			"s3://cluster:east/k", "s3://node@host/k", "dw://cluster:/k", "dw://@host/k", "dw://node@/k",
			"dw://lake/..", "dw://lake/../x", "dw://lake/a/../b", "dw://lake/a/..", "dw://lake/nul\0",
			"dw://lake/\ud800", "dw://abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij1234/k" })
	void badAddressesAreRefusedAndNamed(String address) {
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.parse(address))
			.withMessageStartingWith("Invalid address '" + address + "': ");
	}

	@Test
	void messagesSayWhatIsWrong() {
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.parse("dw://My_Lake/k"))
			.withMessageContaining("3 to 63 of a-z, 0-9 and '-'")
			.withMessageContaining("was 'My_Lake'");
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.parse("gs://lake/k"))
			.withMessageContaining("the scheme must be dw or s3, was 'gs'");
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.parse("dw:/lake/k"))
			.withMessage("Invalid address 'dw:/lake/k': it must begin with dw://");
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.parse("s3:lake/k"))
			.withMessageContaining("it must begin with s3://");
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.parse("dw://lake/a/../b"))
			.withMessageContaining("'..' segment");
	}

	@Test
	void bucketsHaveThreeToSixtyThreeCharacters() {
		assertThat(DwUri.ofBucket("a1b").bucket()).isEqualTo("a1b");
		assertThat(DwUri.ofBucket("a".repeat(63)).bucket()).hasSize(63);
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.ofBucket("a".repeat(64)));
	}

	@Test
	void keysHaveAtMost1024Bytes() {
		assertThat(DwUri.of("lake", "a".repeat(1024)).key()).hasSize(1024);
		assertThat(DwUri.of("lake", "ö".repeat(512)).key()).hasSize(512);
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.of("lake", "a".repeat(1025)));
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.of("lake", "ö".repeat(512) + "a"))
			.withMessageContaining("1024 bytes");
	}

	@Test
	void bucketOnlyIsRecognized() {
		assertThat(DwUri.parse("dw://lake").isBucketOnly()).isTrue();
		assertThat(DwUri.parse("dw://lake/a").isBucketOnly()).isFalse();
		assertThat(DwUri.ofBucket("lake")).isEqualTo(DwUri.of("lake", "")).hasToString("dw://lake");
	}

	@ParameterizedTest
	@CsvSource({ "dw://lake/a, BUCKET", "s3://my.lake, BUCKET", "dw://n@h/p, NODE", "dw://cluster:c, CLUSTER" })
	void kindIsTold(String address, DwUri.Kind kind) {
		assertThat(DwUri.parse(address).kind()).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource({ "dw://node@host/path, node", "dw://cluster:east/key, cluster" })
	void otherKindsHaveNoBucket(String address, String kind) {
		assertThatIllegalArgumentException().isThrownBy(() -> DwUri.parse(address).bucket())
			.withMessage("'" + address + "' is the address of a " + kind
					+ " and has no bucket: an object store needs dw://bucket/key or s3://bucket/key");
	}

	@ParameterizedTest
	@CsvSource({ "dw://lake, a, dw://lake/a", "dw://lake/a, b, dw://lake/a/b", "dw://lake/a/, b, dw://lake/a/b",
			"s3://my.lake/a, b/c/, s3://my.lake/a/b/c/", "dw://lake/a, /b, dw://lake/a//b",
			"dw://lake, /a, dw://lake//a" })
	void relativeTextIsAppended(String base, String relative, String expected) {
		assertThat(DwUri.parse(base).resolve(relative)).hasToString(expected);
	}

	@Test
	void nothingAndEscapesAreNotResolved() {
		DwUri base = DwUri.parse("dw://lake/a");
		assertThatIllegalArgumentException().isThrownBy(() -> base.resolve(""));
		assertThatIllegalArgumentException().isThrownBy(() -> base.resolve("../b"));
	}

	@ParameterizedTest
	@CsvSource({ "dw://lake/a, dw://lake", "dw://lake/a/b, dw://lake/a/", "dw://lake/a/, dw://lake",
			"dw://lake/a/b/, dw://lake/a/", "s3://my.lake/a//b, s3://my.lake/a//", "dw://lake//, dw://lake" })
	void parentIsThePrefixAbove(String address, String expected) {
		assertThat(DwUri.parse(address).parent()).hasToString(expected);
	}

	@Test
	void bucketHasNoParent() {
		assertThat(DwUri.parse("dw://lake").parent()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "dw://lake/a, a", "dw://lake/x/a.csv, a.csv", "dw://lake/x/a/, a", "dw://lake, ''",
			"dw://lake/x//, ''", "dw://lake/a b+c=d^, a b+c=d^" })
	void fileNameIsTheLastSegment(String address, String expected) {
		assertThat(DwUri.parse(address).fileName()).isEqualTo(expected);
	}

	@Test
	void resolvingTheFileNameAgainstTheParentLeadsBack() {
		DwUri uri = DwUri.parse("dw://lake/a//b/c.csv");
		DwUri parent = uri.parent();
		assertThat(parent).isNotNull();
		assertThat(parent.resolve(uri.fileName())).isEqualTo(uri);
	}

}
