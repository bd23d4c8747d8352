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

package io.datawarehouse.autoconfigure.job;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of how runs are told besides the Datlake catalog.
 *
 * @since 1.0.0
 */
@ConfigurationProperties("dw.jobs.lineage")
public class DwLineageProperties {

	/**
	 * Who is told of runs.
	 */
	private Transport transport = Transport.DATLAKE;

	/**
	 * Where OpenLineage events go. A bean of type LineageTransport replaces it.
	 */
	private Target target = Target.HTTP;

	/**
	 * URL of the OpenLineage consumer, without the path.
	 */
	private @Nullable URI url;

	/**
	 * Path that takes OpenLineage events.
	 */
	private String path = "/api/v1/lineage";

	/**
	 * Key sent to the OpenLineage consumer.
	 */
	private @Nullable String apiKey;

	/**
	 * File that OpenLineage events are appended to.
	 */
	private Path file = Path.of("lineage.ndjson");

	/**
	 * Namespace of the tables.
	 */
	private String tableNamespace = "datlake";

	/**
	 * URI of the code that writes the events.
	 */
	private @Nullable URI producer;

	public Transport getTransport() {
		return this.transport;
	}

	public void setTransport(Transport transport) {
		this.transport = transport;
	}

	public Target getTarget() {
		return this.target;
	}

	public void setTarget(Target target) {
		this.target = target;
	}

	public @Nullable URI getUrl() {
		return this.url;
	}

	public void setUrl(@Nullable URI url) {
		this.url = url;
	}

	/**
	 * Where events are posted to.
	 */
	@Nullable URI endpoint() {
		return (this.url != null) ? URI.create(this.url.toString().replaceAll("/+$", "") + this.path) : null;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public Path getFile() {
		return this.file;
	}

	public void setFile(Path file) {
		this.file = file;
	}

	public String getTableNamespace() {
		return this.tableNamespace;
	}

	public void setTableNamespace(String tableNamespace) {
		this.tableNamespace = tableNamespace;
	}

	public @Nullable URI getProducer() {
		return this.producer;
	}

	public void setProducer(@Nullable URI producer) {
		this.producer = producer;
	}

	/**
	 * Ways to tell of runs.
	 */
	public enum Transport {

		/**
		 * The Datlake catalog.
		 */
		DATLAKE,

		/**
		 * OpenLineage events.
		 */
		OPENLINEAGE,

		/**
		 * The Datlake catalog and OpenLineage events.
		 */
		BOTH,

		/**
		 * Nobody.
		 */
		NONE;

		boolean isDatlake() {
			return this == DATLAKE || this == BOTH;
		}

		boolean isOpenLineage() {
			return this == OPENLINEAGE || this == BOTH;
		}

	}

	/**
	 * Where OpenLineage events go.
	 */
	public enum Target {

		/**
		 * An OpenLineage consumer, such as Marquez.
		 */
		HTTP,

		/**
		 * A file of lines.
		 */
		FILE,

		/**
		 * The log.
		 */
		LOG

	}

}
