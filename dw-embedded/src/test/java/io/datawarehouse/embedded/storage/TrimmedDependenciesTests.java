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

package io.datawarehouse.embedded.storage;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What s3proxy brings for other stores must not come along.
 */
class TrimmedDependenciesTests {

	private static final Pattern ADDED = Pattern.compile(
			"(s3proxy|guava|failureaccess|jimfs|jakarta\\.servlet-api|jackson-dataformat-xml|woodstox-core|stax2-api)"
					+ "-\\d.*\\.jar");

	@ParameterizedTest
	@ValueSource(strings = { "com.fasterxml.jackson.databind.ObjectMapper", "com.google.cloud.storage.Storage",
			"com.azure.core.util.Context", "org.openstack4j.api.OSClient", "org.apache.sshd.client.SshClient",
			"io.opentelemetry.api.OpenTelemetry", "io.prometheus.metrics.model.registry.PrometheusRegistry",
			"org.kohsuke.args4j.CmdLineParser", "org.eclipse.jetty.server.Server",
			"software.amazon.awssdk.services.sts.StsClient",
			"software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient", "okhttp3.OkHttpClient" })
	void areNotThere(String className) {
		assertThat(ClassUtils.isPresent(className, getClass().getClassLoader())).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.gaul.s3proxy.S3Proxy", "tools.jackson.dataformat.xml.XmlMapper" })
	void areThere(String className) {
		assertThat(ClassUtils.isPresent(className, getClass().getClassLoader())).isTrue();
	}

	/**
	 * What the embedded S3 server adds to dw-core: 8 jars of 10 MB. All of s3proxy's
	 * dependencies would be 150 artifacts.
	 */
	@Test
	void areFewAndSmall() {
		List<File> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.map(File::new)
			.filter((file) -> ADDED.matcher(file.getName()).matches())
			.toList();
		assertThat(jars).hasSize(8);
		assertThat(jars.stream().mapToLong(File::length).sum()).isLessThan(12_000_000);
	}

}
