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
package io.datawarehouse.autoconfigure.config;

import java.util.Objects;

import io.datawarehouse.DwUri;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataResource;

/**
 * {@link ConfigDataResource} of an object of the store.
 */
class DwConfigDataResource extends ConfigDataResource {

	private final DwUri uri;

	private final String extension;

	private final @Nullable String profile;

	DwConfigDataResource(DwUri uri, String extension, @Nullable String profile, boolean optional) {
		super(optional);
		this.uri = uri;
		this.extension = extension;
		this.profile = profile;
	}

	DwUri getUri() {
		return this.uri;
	}

	String getExtension() {
		return this.extension;
	}

	boolean isProfileSpecific() {
		return this.profile != null;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof DwConfigDataResource resource && this.uri.equals(resource.uri)
				&& this.extension.equals(resource.extension) && Objects.equals(this.profile, resource.profile);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.uri, this.extension, this.profile);
	}

	@Override
	public String toString() {
		return "object '" + this.uri + "'";
	}

}
