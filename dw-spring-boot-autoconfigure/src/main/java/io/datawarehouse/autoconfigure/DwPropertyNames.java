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

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The names of all properties, as the build wrote them to the metadata for editors, and
 * what somebody may have meant who wrote another one.
 */
final class DwPropertyNames {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	// As the processor writes them, which makes the metadata of this jar.
	private static final String NAME = "\"name\": \"";

	private static final String TYPE = "\"type\": \"";

	private static final ConfigurationPropertyName STORAGE = ConfigurationPropertyName.of("dw.storage");

	private static final ConfigurationPropertyName CLIENTS = STORAGE.append("clients");

	private static final int MOST_WRONG_LETTERS = 2;

	/**
	 * What an address is called elsewhere.
	 */
	private static final Set<String> ADDRESS = Set.of("endpoint", "url", "uri", "address", "addresses", "host",
			"server", "servers", "bootstrapservers");

	private static final List<String> ADDRESSES = List.of("dw.storage.endpoint", "dw.jobs.url", "dw.fila.addresses");

	/**
	 * Types by name as it is written, in the order of the metadata.
	 */
	private final Map<String, String> written;

	private @Nullable Map<ConfigurationPropertyName, String> types;

	private DwPropertyNames(Map<String, String> written) {
		this.written = written;
	}

	/**
	 * Read the metadata of this jar.
	 * @return the names, of which there are none where jars have no resources, as in a
	 * native image
	 */
	static DwPropertyNames read() {
		String properties = properties(metadata());
		Map<String, String> written = new LinkedHashMap<>();
		for (int name = properties.indexOf(NAME); name >= 0; name = properties.indexOf(NAME, name + 1)) {
			int type = properties.indexOf(TYPE, name);
			if (type >= 0 && properties.startsWith("dw.", name + NAME.length())) {
				written.put(quoted(properties, name + NAME.length()), quoted(properties, type + TYPE.length()));
			}
		}
		return new DwPropertyNames(written);
	}

	private static String quoted(String text, int begin) {
		return text.substring(begin, text.indexOf('"', begin));
	}

	/**
	 * The same by names that are equal however they are written. Most applications write
	 * them as they are told to, and need not wait for this when they start.
	 */
	private Map<ConfigurationPropertyName, String> types() {
		Map<ConfigurationPropertyName, String> types = this.types;
		if (types == null) {
			types = new LinkedHashMap<>();
			for (Map.Entry<String, String> property : this.written.entrySet()) {
				types.put(ConfigurationPropertyName.of(property.getKey()), property.getValue());
			}
			this.types = types;
		}
		return types;
	}

	/**
	 * Without the groups before, which have names and types too, and the hints after.
	 */
	private static String properties(String metadata) {
		int begin = metadata.indexOf("\"properties\": [");
		int end = metadata.indexOf("\"hints\": [");
		return (begin < 0) ? "" : metadata.substring(begin, (end > begin) ? end : metadata.length());
	}

	/**
	 * Every jar of Spring Boot has such a file, so it is looked for beside this class.
	 */
	private static String metadata() {
		String path = DwPropertyNames.class.getName().replace('.', '/') + ".class";
		URL self = DwPropertyNames.class.getClassLoader().getResource(path);
		if (self == null || !self.toString().endsWith(path)) {
			return "";
		}
		String root = self.toString().substring(0, self.toString().length() - path.length());
		try (InputStream in = URI.create(root + METADATA).toURL().openStream()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException | IllegalArgumentException ex) {
			return "";
		}
	}

	boolean isEmpty() {
		return this.written.isEmpty();
	}

	/**
	 * Whether there is such a property. Elements of lists and entries of maps count.
	 * @param name the name of a property
	 * @return whether it is one of ours
	 */
	boolean contains(ConfigurationPropertyName name) {
		if (this.written.containsKey(name.toString())) {
			return true;
		}
		if (CLIENTS.isAncestorOf(name) && name.getNumberOfElements() > CLIENTS.getNumberOfElements() + 1) {
			return contains(STORAGE.append(name.subName(CLIENTS.getNumberOfElements() + 1)));
		}
		for (ConfigurationPropertyName each = name; each.getNumberOfElements() > 1; each = each.getParent()) {
			String type = types().get(each);
			if (type != null) {
				return each == name || type.startsWith("java.util.Map")
						|| name.isNumericIndex(each.getNumberOfElements());
			}
		}
		return false;
	}

	/**
	 * Whether a name begins like one of ours, so that nobody else would read it.
	 */
	boolean isOurs(ConfigurationPropertyName name) {
		ConfigurationPropertyName root = name.chop(2);
		return types().keySet().stream().anyMatch(root::isAncestorOf);
	}

	/**
	 * The property that somebody may have meant.
	 * @param name the name of none of our properties
	 * @return a name that there is, or {@code null}
	 */
	@Nullable String similar(ConfigurationPropertyName name) {
		if (CLIENTS.isAncestorOf(name) && name.getNumberOfElements() > CLIENTS.getNumberOfElements() + 1) {
			int client = CLIENTS.getNumberOfElements() + 1;
			String similar = similar(STORAGE.append(name.subName(client)));
			return (similar != null) ? name.chop(client) + similar.substring(STORAGE.toString().length()) : null;
		}
		String mistyped = mistyped(name.toString());
		return (mistyped != null) ? mistyped : misnamed(name);
	}

	private @Nullable String mistyped(String name) {
		String best = null;
		int fewest = MOST_WRONG_LETTERS + 1;
		for (ConfigurationPropertyName known : types().keySet()) {
			int distance = distance(name, known.toString());
			if (distance < fewest) {
				fewest = distance;
				best = known.toString();
			}
		}
		return best;
	}

	/**
	 * In another group, with a longer name, or an address that is called otherwise.
	 */
	private @Nullable String misnamed(ConfigurationPropertyName name) {
		String root = name.chop(2) + ".";
		String last = name.getLastElement(Form.DASHED);
		List<String> found = new ArrayList<>();
		for (ConfigurationPropertyName known : types().keySet()) {
			String knownLast = known.getLastElement(Form.DASHED);
			if (known.toString().startsWith(root) && (knownLast.equals(last) || knownLast.endsWith("-" + last))) {
				found.add(known.toString());
			}
		}
		if (ADDRESS.contains(name.getLastElement(Form.UNIFORM))) {
			return ADDRESSES.stream().filter((address) -> address.startsWith(root)).findFirst().orElse(null);
		}
		return (found.size() == 1) ? found.get(0) : null;
	}

	/**
	 * How many letters to change, to add or to leave out.
	 */
	private static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		Arrays.setAll(row, (column) -> column);
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int changed = diagonal + ((one.charAt(i - 1) != other.charAt(j - 1)) ? 1 : 0);
				diagonal = row[j];
				row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
			}
		}
		return row[other.length()];
	}

}
