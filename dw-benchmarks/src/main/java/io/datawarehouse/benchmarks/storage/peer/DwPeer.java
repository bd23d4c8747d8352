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

package io.datawarehouse.benchmarks.storage.peer;

import java.nio.file.Path;

import io.datawarehouse.DwUri;
import io.datawarehouse.storage.ChecksumMode;
import io.datawarehouse.storage.DataWarehouseTemplate;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;

/**
 * Our own template, observed by Micrometer as an application with the actuator does.
 */
final class DwPeer implements StoragePeer {

	private final DataWarehouseTemplate template;

	private DwPeer(PeerTarget target, ChecksumMode checksums) {
		this.template = DataWarehouseTemplate.builder()
			.endpoint(target.endpoint())
			.credentials(PeerTarget.ACCESS_KEY, PeerTarget.SECRET_KEY)
			.checksums(checksums)
			.observationRegistry(registry())
			.build();
	}

	static DwPeer byDefault(PeerTarget target) {
		return new DwPeer(target, ChecksumMode.WHEN_SUPPORTED);
	}

	static DwPeer withoutChecksums(PeerTarget target) {
		return new DwPeer(target, ChecksumMode.WHEN_REQUIRED);
	}

	private static ObservationRegistry registry() {
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
		return registry;
	}

	private static DwUri uri(String key) {
		return DwUri.of(PeerTarget.BUCKET, key);
	}

	@Override
	public void putBytes(String key, byte[] content) {
		this.template.store(uri(key), content);
	}

	@Override
	public byte[] getBytes(String key) {
		return this.template.retrieve(uri(key));
	}

	@Override
	public void putFile(String key, Path file) {
		this.template.uploadFile(uri(key), file);
	}

	@Override
	public void getToFile(String key, Path target) {
		this.template.downloadFile(uri(key), target);
	}

	@Override
	public void close() {
		this.template.close();
	}

}
