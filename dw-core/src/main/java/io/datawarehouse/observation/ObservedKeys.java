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

package io.datawarehouse.observation;

import java.util.EnumSet;
import java.util.Set;

import org.springframework.util.Assert;

/**
 * Which keys the default conventions give to observations. All but {@code operation} and
 * {@code outcome} can be left out: those with very many values, or those that tell too
 * much.
 *
 * @since 1.0.0
 */
public final class ObservedKeys {

	private static final Set<DwKeyName> REQUIRED = EnumSet.of(DwKeyName.OPERATION, DwKeyName.OUTCOME);

	private static final ObservedKeys ALL = new ObservedKeys(EnumSet.allOf(DwKeyName.class));

	private final EnumSet<DwKeyName> keys;

	private ObservedKeys(EnumSet<DwKeyName> keys) {
		this.keys = keys;
	}

	/**
	 * All keys there are.
	 * @return the keys
	 */
	public static ObservedKeys all() {
		return ALL;
	}

	/**
	 * These keys without one of them.
	 * @param key the key to leave out, not {@code operation} or {@code outcome}
	 * @return the other keys
	 */
	public ObservedKeys without(DwKeyName key) {
		Assert.isTrue(!REQUIRED.contains(key), () -> "The key '" + key.asString() + "' cannot be left out");
		EnumSet<DwKeyName> others = EnumSet.copyOf(this.keys);
		others.remove(key);
		return new ObservedKeys(others);
	}

	/**
	 * Whether a key is among these.
	 * @param key the key
	 * @return {@code true} if observations have it
	 */
	public boolean has(DwKeyName key) {
		return this.keys.contains(key);
	}

	@Override
	public String toString() {
		return "ObservedKeys" + this.keys;
	}

}
