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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.util.StringUtils;

/**
 * Properties of the TLS settings of one client.
 *
 * @since 1.0.0
 */
public class DwSslProperties {

	/**
	 * Whether to use TLS. Enabled by itself when a bundle is named, unless said
	 * otherwise.
	 */
	private @Nullable Boolean enabled;

	/**
	 * SSL bundle that gives trusted certificates and the client's own certificate. The
	 * system's trust is used without one.
	 */
	private @Nullable String bundle;

	public boolean isEnabled() {
		return (this.enabled != null) ? this.enabled : StringUtils.hasText(this.bundle);
	}

	public void setEnabled(@Nullable Boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getBundle() {
		return this.bundle;
	}

	public void setBundle(@Nullable String bundle) {
		this.bundle = bundle;
	}

	/**
	 * The bundle that these properties describe. A named bundle follows its updates: new
	 * connections use the new certificates.
	 * @param bundles the registered bundles, or {@code null} if there are none
	 * @param prefix what the properties of the client begin with, for messages
	 * @return the bundle, or {@code null} if TLS is off
	 * @throws InvalidDwSettingsException if there is no such bundle, it cannot be loaded,
	 * or it has a certificate without its key
	 */
	public @Nullable SslBundle toBundle(@Nullable SslBundles bundles, String prefix) {
		if (!isEnabled()) {
			return null;
		}
		return StringUtils.hasText(this.bundle) ? NamedSslBundle.get(bundles, this.bundle, prefix)
				: SslBundle.systemDefault();
	}

}
