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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A property that looks like one of ours and is none: probably it is misspelled, and
 * nobody reads it.
 *
 * @param name the name of the property
 * @param origin where it is set, or {@code null} if that is not known
 * @param similar the property that may be meant, or {@code null}
 */
record UnknownDwProperty(String name, @Nullable Origin origin, @Nullable String similar) {

	/**
	 * Find all of them. Environment variables are left out, as it is not told apart what
	 * in them is a dash and what is a dot.
	 * @param environment where to look
	 * @return what was found
	 */
	static List<UnknownDwProperty> find(Environment environment) {
		Set<ConfigurationPropertyName> seen = new LinkedHashSet<>();
		List<UnknownDwProperty> unknown = new ArrayList<>();
		DwPropertyNames known = null;
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			for (ConfigurationPropertyName name : names(source)) {
				if (seen.add(name)) {
					known = (known != null) ? known : DwPropertyNames.read();
					UnknownDwProperty property = check(known, name, source);
					if (property != null) {
						unknown.add(property);
					}
				}
			}
		}
		return unknown;
	}

	private static List<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
		if (source.getUnderlyingSource() instanceof PropertySource<?> underlying
				&& underlying instanceof SystemEnvironmentPropertySource) {
			return List.of();
		}
		return (source instanceof IterableConfigurationPropertySource iterable) ? iterable.stream()
			.filter((name) -> name.getNumberOfElements() > 2 && "dw".equals(name.getElement(0, Form.UNIFORM)))
			.toList() : List.of();
	}

	private static @Nullable UnknownDwProperty check(DwPropertyNames known, ConfigurationPropertyName name,
			ConfigurationPropertySource source) {
		if (known.isEmpty() || known.contains(name)) {
			return null;
		}
		String similar = known.similar(name);
		if (similar == null && !known.isOurs(name)) {
			return null;
		}
		ConfigurationProperty property = source.getConfigurationProperty(name);
		return new UnknownDwProperty(name.toString(), (property != null) ? property.getOrigin() : null, similar);
	}

	/**
	 * Say what it is, without its value, which may be a secret.
	 * @return the description
	 */
	String describe() {
		return this.name + ((this.origin != null) ? " (" + this.origin + ")" : "") + " is not a property of the starter"
				+ ((this.similar != null) ? ": did you mean " + this.similar + "?" : "");
	}

}
