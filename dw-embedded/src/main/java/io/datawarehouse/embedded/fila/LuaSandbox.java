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

package io.datawarehouse.embedded.fila;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.datawarehouse.embedded.fila.OnEnqueue.Routing;
import io.datawarehouse.embedded.fila.OnFailure.Decision;
import io.datawarehouse.embedded.fila.OnFailure.Failure;
import org.jspecify.annotations.Nullable;
import party.iroiro.luajava.JFunction;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.lua54.Lua54;

/**
 * A Lua state with one script in it, of which nothing is within reach but its message and
 * {@code fila.get}. Not safe for use by many threads. What keeps its limits is in
 * {@code sandbox.lua}. Needs the optional Lua library, see {@link LuaScripts}.
 */
final class LuaSandbox implements AutoCloseable {

	private static final byte[] SANDBOX = read("sandbox.lua");

	private final Lua lua = new Lua54();

	private final JFunction config;

	/**
	 * Open a state and define the script in it.
	 * @param source the script
	 * @param function the function that it must define
	 * @param limits what it may use
	 * @param config reads the settings of the broker
	 * @throws RuntimeException if the script cannot be compiled or defines no such
	 * function
	 */
	LuaSandbox(String source, String function, FilaScriptLimits limits, UnaryOperator<@Nullable String> config) {
		this.config = (state) -> {
			String value = config.apply(string(state, 1));
			push(state, value);
			return 1;
		};
		try {
			open(limits);
			define(source, function);
		}
		catch (RuntimeException | Error ex) {
			this.lua.close();
			throw ex;
		}
	}

	private void open(FilaScriptLimits limits) {
		this.lua.openLibraries();
		this.lua.load(direct(SANDBOX), "=sandbox");
		this.lua.push(limits.maxInstructions());
		this.lua.push(limits.maxBytes());
		this.lua.push(this.config);
		this.lua.pCall(3, 1);
		this.lua.setGlobal("sandbox");
	}

	private void define(String source, String function) {
		function("define");
		push(this.lua, source);
		push(this.lua, function);
		this.lua.pCall(2, 0);
		this.lua.setTop(0);
	}

	/**
	 * Run the script as {@code on_enqueue}.
	 */
	Routing onEnqueue(String queue, Map<String, String> headers, int payloadSize) {
		try {
			function("on_enqueue");
			push(headers);
			this.lua.push((long) payloadSize);
			push(this.lua, queue);
			this.lua.pCall(3, 3);
			String key = this.lua.isNil(-3) ? null : string(this.lua, -3);
			int weight = (int) this.lua.toInteger(-2);
			return new Routing((key == null || key.isEmpty()) ? Routing.DEFAULT.fairnessKey() : key, weight, strings());
		}
		finally {
			this.lua.setTop(0);
		}
	}

	/**
	 * Run the script as {@code on_failure}. A delay that it asks for is not kept, as the
	 * broker does not keep it: a retry is immediate.
	 */
	Decision onFailure(Failure failure) {
		try {
			function("on_failure");
			push(failure.headers());
			push(this.lua, failure.id());
			this.lua.push((long) failure.attempts());
			push(this.lua, failure.queue());
			push(this.lua, failure.error());
			this.lua.pCall(5, 1);
			return "dlq".equals(this.lua.isString(-1) ? string(this.lua, -1) : null) ? Decision.DEAD_LETTER
					: Decision.RETRY;
		}
		finally {
			this.lua.setTop(0);
		}
	}

	private void function(String name) {
		this.lua.checkStack(16);
		this.lua.getGlobal("sandbox");
		this.lua.getField(-1, name);
	}

	private void push(Map<String, String> headers) {
		this.lua.createTable(0, headers.size());
		headers.forEach((name, value) -> {
			push(this.lua, name);
			push(this.lua, value);
			this.lua.rawSet(-3);
		});
	}

	/**
	 * Read the strings of the table on top of the stack.
	 */
	private List<String> strings() {
		List<String> strings = new ArrayList<>();
		int length = this.lua.rawLength(-1);
		for (int i = 1; i <= length; i++) {
			this.lua.rawGetI(-1, i);
			strings.add(string(this.lua, -1));
			this.lua.pop(1);
		}
		return strings;
	}

	/**
	 * The native interface takes strings in the JVM's own encoding, in which zeros and
	 * what is beyond 16 bits are not as in UTF-8: such strings go as digits.
	 */
	private static void push(Lua lua, @Nullable String text) {
		if (text == null) {
			lua.pushNil();
		}
		else if (text.chars().noneMatch((unit) -> unit == 0 || Character.isSurrogate((char) unit))) {
			lua.push(text);
		}
		else {
			lua.getGlobal("sandbox");
			lua.getField(-1, "from_hex");
			lua.remove(-2);
			lua.push(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
			lua.pCall(1, 1);
		}
	}

	private static String string(Lua lua, int index) {
		ByteBuffer bytes = lua.toBuffer(index);
		return (bytes != null) ? StandardCharsets.UTF_8.decode(bytes).toString() : "";
	}

	private static ByteBuffer direct(byte[] bytes) {
		return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
	}

	private static byte[] read(String resource) {
		try (InputStream input = LuaSandbox.class.getResourceAsStream(resource)) {
			if (input == null) {
				throw new IllegalStateException("The resource " + resource + " is missing");
			}
			return input.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.lua.close();
	}

}
