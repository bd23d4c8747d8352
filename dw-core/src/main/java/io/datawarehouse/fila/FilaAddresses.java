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

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of a broker, checked: one or more of {@code host:port} or
 * {@code [ipv6]:port}, or one {@code dns:///host:port}.
 *
 * @param hosts the addresses with their host and port
 */
record FilaAddresses(List<HostPort> hosts) {

	private static final Pattern FORM = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\s:/\\[\\],@]+)):(\\d{1,5})");

	private static final String DNS = "dns:///";

	static FilaAddresses parse(List<String> addresses) {
		if (addresses.isEmpty()) {
			throw new IllegalArgumentException("No address of the Fila broker was given: set one as host:port");
		}
		if (addresses.size() == 1 && addresses.get(0) != null && addresses.get(0).startsWith(DNS)) {
			String address = addresses.get(0);
			return new FilaAddresses(List.of(parse(address.substring(DNS.length()), address)));
		}
		List<HostPort> hosts = new ArrayList<>(addresses.size());
		for (String address : addresses) {
			hosts.add(parse(address, address));
		}
		return new FilaAddresses(List.copyOf(hosts));
	}

	private static HostPort parse(String text, String address) {
		Matcher matcher = (text != null) ? FORM.matcher(text) : null;
		if (matcher == null || !matcher.matches()) {
			throw new IllegalArgumentException("The address of a Fila broker must be host:port, [ipv6]:port or, alone, "
					+ "dns:///host:port, but was '" + address + "'");
		}
		int port = Integer.parseInt(matcher.group(3));
		if (port < 1 || port > 65_535) {
			throw new IllegalArgumentException(
					"The port of a Fila broker must be from 1 to 65535, but the address was '" + address + "'");
		}
		String ipv6 = matcher.group(1);
		return new HostPort((ipv6 != null) ? ipv6 : matcher.group(2), port);
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		for (HostPort host : this.hosts) {
			text.append(text.isEmpty() ? "" : ",").append(host);
		}
		return text.toString();
	}

	/**
	 * A host and its port.
	 *
	 * @param host the name or address, IPv6 without brackets
	 * @param port the port
	 */
	record HostPort(String host, int port) {

		@Override
		public String toString() {
			return (this.host.indexOf(':') >= 0) ? "[" + this.host + "]:" + this.port : this.host + ":" + this.port;
		}

	}

}
