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

package io.datawarehouse.fila;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import io.datawarehouse.fila.FilaAddresses.HostPort;
import io.grpc.Attributes;
import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusOr;
import org.jspecify.annotations.Nullable;

/**
 * {@link NameResolver} for a broker with several addresses. The connection is made to the
 * first that answers, and each is checked against the certificate under its own name.
 */
final class FilaNameResolver extends NameResolver {

	private static final String SCHEME = "dw-fila";

	static {
		NameResolverRegistry.getDefaultRegistry().register(new Provider());
	}

	private final FilaAddresses addresses;

	private final Args args;

	private @Nullable Listener2 listener;

	private boolean resolving;

	private boolean shutdown;

	FilaNameResolver(FilaAddresses addresses, Args args) {
		this.addresses = addresses;
		this.args = args;
	}

	/**
	 * The target that leads a channel to these addresses.
	 */
	static String target(FilaAddresses addresses) {
		String path = addresses.toString().replace("[", "%5B").replace("]", "%5D");
		return ((addresses.hosts().size() == 1) ? "dns" : SCHEME) + ":///" + path;
	}

	@Override
	public String getServiceAuthority() {
		return this.addresses.hosts().get(0).toString();
	}

	@Override
	public void start(Listener2 listener) {
		this.listener = listener;
		resolve();
	}

	@Override
	public void refresh() {
		resolve();
	}

	@Override
	public void shutdown() {
		this.shutdown = true;
	}

	/**
	 * Runs in the synchronization context of the channel, as all but the look-up does.
	 */
	private void resolve() {
		if (this.resolving || this.shutdown) {
			return;
		}
		this.resolving = true;
		this.args.getOffloadExecutor().execute(() -> {
			StatusOr<List<EquivalentAddressGroup>> result = lookUp();
			this.args.getSynchronizationContext().execute(() -> finish(result));
		});
	}

	private void finish(StatusOr<List<EquivalentAddressGroup>> result) {
		this.resolving = false;
		Listener2 listener = this.listener;
		if (!this.shutdown && listener != null) {
			listener.onResult2(ResolutionResult.newBuilder().setAddressesOrError(result).build());
		}
	}

	private StatusOr<List<EquivalentAddressGroup>> lookUp() {
		List<EquivalentAddressGroup> groups = new ArrayList<>();
		UnknownHostException failure = null;
		for (HostPort host : this.addresses.hosts()) {
			try {
				groups.add(lookUp(host));
			}
			catch (UnknownHostException ex) {
				failure = ex;
			}
		}
		if (groups.isEmpty()) {
			return StatusOr
				.fromStatus(Status.UNAVAILABLE.withDescription("No address of " + this.addresses + " is known")
					.withCause(failure));
		}
		return StatusOr.fromValue(groups);
	}

	private EquivalentAddressGroup lookUp(HostPort host) throws UnknownHostException {
		List<SocketAddress> sockets = new ArrayList<>();
		for (InetAddress address : InetAddress.getAllByName(host.host())) {
			sockets.add(new InetSocketAddress(address, host.port()));
		}
		Attributes attributes = Attributes.newBuilder()
			.set(EquivalentAddressGroup.ATTR_AUTHORITY_OVERRIDE, host.toString())
			.build();
		return new EquivalentAddressGroup(sockets, attributes);
	}

	/**
	 * Makes the resolver for targets of our scheme.
	 */
	private static final class Provider extends NameResolverProvider {

		@Override
		protected boolean isAvailable() {
			return true;
		}

		@Override
		protected int priority() {
			return 5;
		}

		@Override
		public String getDefaultScheme() {
			return SCHEME;
		}

		@Override
		public @Nullable NameResolver newNameResolver(URI target, Args args) {
			if (!SCHEME.equals(target.getScheme())) {
				return null;
			}
			String path = target.getPath();
			return new FilaNameResolver(FilaAddresses.parse(List.of(path.substring(1).split(","))), args);
		}

	}

}
