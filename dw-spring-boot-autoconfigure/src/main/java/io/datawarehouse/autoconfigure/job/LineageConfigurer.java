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
import java.net.http.HttpClient;

import io.datawarehouse.autoconfigure.job.DwLineageProperties.Target;
import io.datawarehouse.job.JobContextFactoryBuilder;
import io.datawarehouse.job.LineageFormat;
import io.datawarehouse.job.LineageTransport;
import io.datawarehouse.job.openlineage.FileLineageTransport;
import io.datawarehouse.job.openlineage.HttpLineageTransport;
import io.datawarehouse.job.openlineage.LogLineageTransport;
import io.datawarehouse.job.openlineage.OpenLineageFormat;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.info.GitProperties;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;

/**
 * Sets who is told of runs.
 */
class LineageConfigurer {

	private final DwLineageProperties properties;

	private final DwJobProperties jobProperties;

	private final ObjectProvider<LineageFormat> format;

	private final ObjectProvider<LineageTransport> transport;

	private final ObjectProvider<GitProperties> git;

	LineageConfigurer(DwLineageProperties properties, DwJobProperties jobProperties,
			ObjectProvider<LineageFormat> format, ObjectProvider<LineageTransport> transport,
			ObjectProvider<GitProperties> git) {
		this.properties = properties;
		this.jobProperties = jobProperties;
		this.format = format;
		this.transport = transport;
		this.git = git;
	}

	void configure(JobContextFactoryBuilder builder) {
		builder.trackRuns(this.properties.getTransport().isDatlake());
		if (this.properties.getTransport().isOpenLineage()) {
			builder.lineage(this.format.getIfUnique(this::format), this.transport.getIfUnique(this::transport));
		}
	}

	private LineageFormat format() {
		OpenLineageFormat.Builder builder = OpenLineageFormat.builder()
			.tableNamespace(this.properties.getTableNamespace())
			.processingEngine("Spring Boot", SpringBootVersion.getVersion());
		if (this.properties.getProducer() != null) {
			builder.producer(this.properties.getProducer());
		}
		this.git.ifUnique((git) -> addSourceCode(builder, git));
		return builder.build();
	}

	private static void addSourceCode(OpenLineageFormat.Builder builder, GitProperties git) {
		String url = git.get("remote.origin.url");
		// An address such as git@host:path is no URL.
		if (StringUtils.hasText(url) && url.startsWith("http") && !url.contains("@")) {
			builder.sourceCode(URI.create(url), git.getCommitId(), git.getBranch());
		}
	}

	private LineageTransport transport() {
		Target target = this.properties.getTarget();
		if (target == Target.FILE) {
			return new FileLineageTransport(this.properties.getFile());
		}
		return (target == Target.LOG) ? new LogLineageTransport() : httpTransport();
	}

	private LineageTransport httpTransport() {
		URI endpoint = this.properties.endpoint();
		Assert.isTrue(endpoint != null, () -> "dw.jobs.lineage.transport is " + this.properties.getTransport()
				+ " but dw.jobs.lineage.url is not set. Set it to the address of the OpenLineage consumer, or dw.jobs.lineage.target to file or log");
		JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(this.jobProperties.getConnectTimeout())
			.build());
		requests.setReadTimeout(this.jobProperties.getReadTimeout());
		return new HttpLineageTransport(RestClient.builder().requestFactory(requests).build(), endpoint,
				this.properties.getApiKey());
	}

}
