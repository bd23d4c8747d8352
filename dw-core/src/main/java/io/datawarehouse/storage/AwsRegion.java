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

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * The region of AWS that this machine is set up for. Apart from the settings, for the
 * exceptions of the SDK would be loaded with the class that catches them, and most stores
 * are not of AWS.
 */
final class AwsRegion {

	private AwsRegion() {
	}

	/**
	 * Find the name of the region.
	 * @param profile the profile of the AWS configuration, or {@code null}
	 * @return the name
	 * @throws IllegalArgumentException if neither environment nor profile tells it
	 */
	static String find(@Nullable String profile) {
		try {
			// Without the last link of the SDK's chain, which asks the network.
			return new AwsRegionProviderChain(new SystemSettingsRegionProvider(),
					new AwsProfileRegionProvider(null, profile))
				.getRegion()
				.id();
		}
		catch (SdkClientException ex) {
			throw new IllegalArgumentException(
					"Neither an endpoint nor a region is set: set the endpoint of the store, or the region for AWS",
					ex);
		}
	}

}
