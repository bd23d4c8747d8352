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
package io.datawarehouse.autoconfigure.actuate;

import java.util.Set;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/**
 * {@link EndpointWebExtension @EndpointWebExtension} of {@link DwEndpoint}: who is shown
 * the values of properties, and the status when there is no such listener.
 *
 * @since 1.0.0
 */
@EndpointWebExtension(endpoint = DwEndpoint.class)
public class DwEndpointWebExtension {

	private final DwEndpoint delegate;

	private final Show showValues;

	private final Set<String> roles;

	/**
	 * Create a new extension.
	 * @param delegate the endpoint
	 * @param showValues when the values of properties are shown
	 * @param roles the roles to which they are
	 */
	public DwEndpointWebExtension(DwEndpoint delegate, Show showValues, Set<String> roles) {
		this.delegate = delegate;
		this.showValues = showValues;
		this.roles = roles;
	}

	/**
	 * Tell all there is.
	 * @param securityContext who asks
	 * @return the configuration, clients, runs and listeners
	 */
	@ReadOperation
	public DwDescriptor describe(SecurityContext securityContext) {
		return this.delegate.describe(this.showValues.isShown(securityContext, this.roles));
	}

	/**
	 * Pause or resume a listener.
	 * @param listener the id of the listener
	 * @param action what to do
	 * @return the listener afterwards, or status 404
	 */
	@WriteOperation
	public WebEndpointResponse<ListenerDescriptor> change(@Selector String listener, ListenerAction action) {
		ListenerDescriptor changed = this.delegate.change(listener, action);
		return (changed != null) ? new WebEndpointResponse<>(changed)
				: new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
	}

}
