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

package io.datawarehouse.storage;

import java.util.stream.Stream;

import io.datawarehouse.retry.RetrySettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests of listings of stores that do not tell properly how they go on: nothing is left
 * out without a word, and nothing goes on for ever.
 */
class ListingProgressTests {

	private final ScriptedStore store = new ScriptedStore();

	private final DataWarehouseTemplate warehouse = DataWarehouseTemplate.builder()
		.endpoint(this.store.endpoint())
		.credentials("access", "secret")
		.retry(RetrySettings.none())
		.build();

	@AfterEach
	void close() {
		this.warehouse.close();
		this.store.close();
	}

	private static String page(String token, boolean truncated, String... keys) {
		StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>" + truncated + "</IsTruncated>");
		xml.append((token != null) ? "<NextContinuationToken>" + token + "</NextContinuationToken>" : "");
		Stream.of(keys).forEach((key) -> xml.append("<Contents><Key>" + key + "</Key><Size>1</Size></Contents>"));
		return xml.append("</ListBucketResult>").toString();
	}

	private Stream<String> keys() {
		return this.warehouse.list("dw://lake").map((object) -> object.uri().key());
	}

	@Test
	void listingWithoutATokenGoesOnAfterItsLastKey() {
		this.store.answer(200, page(null, true, "a", "b c+d")).answer(200, page(null, false, "e"));
		assertThat(keys()).containsExactly("a", "b c+d", "e");
		assertThat(this.store.calls().get(1)).contains("start-after=b%20c%2Bd").doesNotContain("continuation-token");
	}

	@Test
	void listingThatRepeatsItselfFails() {
		this.store.answer(200, page("t", true, "a"));
		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> keys().toList())
			.withMessageContaining("again and again");
		assertThat(this.store.requests()).hasSize(2);
	}

	@Test
	void listingWithoutATokenThatRepeatsItselfFails() {
		this.store.answer(200, page(null, true, "a"));
		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> keys().toList())
			.withMessageContaining("again and again");
	}

	@Test
	void listingThatCannotGoOnFails() {
		this.store.answer(200, page(null, true));
		assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> keys().toList())
			.withMessageContaining("does not tell how its listing goes on");
		assertThatExceptionOfType(IntegrityException.class)
			.isThrownBy(() -> this.warehouse.listEntries("dw://lake").toList())
			.withMessageContaining("does not tell how its listing goes on");
	}

	@Test
	void versionsThatRepeatThemselvesFail() {
		this.store.answer(200, "<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>a</NextKeyMarker>"
				+ "<NextVersionIdMarker>1</NextVersionIdMarker></ListVersionsResult>");
		assertThatExceptionOfType(IntegrityException.class)
			.isThrownBy(() -> this.warehouse.listVersions("dw://lake").toList())
			.withMessageContaining("again and again");
	}

	@Test
	void versionsAndDeletionsOfAnObjectAreNewestFirst() {
		this.store.answer(200, "<ListVersionsResult><IsTruncated>false</IsTruncated>"
				+ version("Version", "a", "new", true, "2026-11-21T08:00:03.000Z")
				+ version("Version", "a", "old", false, "2026-11-21T08:00:01.000Z")
				+ version("DeleteMarker", "a", "gone", false, "2026-11-21T08:00:02.000Z")
				+ version("DeleteMarker", "b", "gone too", true, "2026-11-21T08:00:00.000Z") + "</ListVersionsResult>");
		assertThat(this.warehouse.listVersions("dw://lake").map(ObjectVersion::versionId)).containsExactly("new",
				"gone", "old", "gone too");
	}

	private static String version(String kind, String key, String id, boolean latest, String time) {
		return "<%1$s><Key>%2$s</Key><VersionId>%3$s</VersionId><IsLatest>%4$s</IsLatest><LastModified>%5$s</LastModified></%1$s>"
			.formatted(kind, key, id, latest, time);
	}

}
