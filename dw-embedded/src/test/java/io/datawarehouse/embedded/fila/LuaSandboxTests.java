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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.datawarehouse.embedded.fila.OnEnqueue.Routing;
import io.datawarehouse.embedded.fila.OnFailure.Decision;
import io.datawarehouse.embedded.fila.OnFailure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import party.iroiro.luajava.LuaException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link LuaSandbox}.
 */
@Timeout(30)
class LuaSandboxTests {

	private static final Map<String, String> CONFIG = Map.of("weight:acme", "5");

	@Test
	void aScriptRoutesByHeadersSizeQueueAndConfig() {
		try (LuaSandbox sandbox = onEnqueue("""
				local tenant = msg.headers["tenant"]
				return {
				  fairness_key = tenant .. ":" .. msg.queue .. ":" .. msg.payload_size,
				  weight = tonumber(fila.get("weight:" .. tenant) or "1"),
				  throttle_keys = { "provider:" .. (msg.headers.provider or "none"), "t" },
				}""")) {
			assertThat(sandbox.onEnqueue("q", Map.of("tenant", "acme", "provider", "stripe"), 7))
				.isEqualTo(new Routing("acme:q:7", 5, List.of("provider:stripe", "t")));
			assertThat(sandbox.onEnqueue("q", Map.of("tenant", "other"), 0))
				.isEqualTo(new Routing("other:q:0", 1, List.of("provider:none", "t")));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "return nil", "return 7", "return {}", "return { fairness_key = {}, weight = 'x' }",
			"return { fairness_key = '', throttle_keys = 'k' }", "return { weight = -3, throttle_keys = { nil } }",
			"return { weight = 0/0 }", "return setmetatable({}, { __index = function() while true do end end })" })
	void whatIsMissingOrOfAWrongTypeIsADefault(String body) {
		try (LuaSandbox sandbox = onEnqueue(body)) {
			assertThat(sandbox.onEnqueue("q", Map.of(), 0)).isEqualTo(Routing.DEFAULT);
		}
	}

	@Test
	void numbersAreTakenAsKeysAndWeightsAreWhole() {
		try (LuaSandbox sandbox = onEnqueue("return { fairness_key = 7, weight = 2.9, throttle_keys = { 1, 'b' } }")) {
			assertThat(sandbox.onEnqueue("q", Map.of(), 0)).isEqualTo(new Routing("7", 2, List.of("1", "b")));
		}
	}

	@Test
	void textGoesBothWaysUnchanged() {
		String text = "Grüße \uD83D\uDE00 \u0000 日本";
		try (LuaSandbox sandbox = onEnqueue(
				"return { fairness_key = msg.headers.t, weight = utf8.len(msg.headers.t) }")) {
			assertThat(sandbox.onEnqueue("q", Map.of("t", text), 0))
				.isEqualTo(new Routing(text, text.codePointCount(0, text.length()), List.of()));
		}
	}

	@Test
	void onFailureDecidesByAttemptsAndError() {
		String script = """
				function on_failure(msg)
				  if msg.attempts >= 3 or msg.error:find("4%d%d") or msg.headers.once == "yes" then
				    return { action = "dlq" }
				  end
				  return { action = "retry", delay_ms = 1000 * (2 ^ msg.attempts) }
				end""";
		try (LuaSandbox sandbox = new LuaSandbox(script, "on_failure", FilaScriptLimits.defaults(), CONFIG::get)) {
			assertThat(sandbox.onFailure(failure(Map.of(), 2, "timeout"))).isEqualTo(Decision.RETRY);
			assertThat(sandbox.onFailure(failure(Map.of(), 3, "timeout"))).isEqualTo(Decision.DEAD_LETTER);
			assertThat(sandbox.onFailure(failure(Map.of(), 1, "HTTP 404"))).isEqualTo(Decision.DEAD_LETTER);
			assertThat(sandbox.onFailure(failure(Map.of("once", "yes"), 1, ""))).isEqualTo(Decision.DEAD_LETTER);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "io", "os", "load", "loadstring", "loadfile", "dofile", "require", "debug", "package",
			"coroutine", "java", "sandbox", "string.dump", "getmetatable('').__index.dump", "_G.io", "_G._G.debug",
			"_ENV.load" })
	void whatReachesBeyondTheScriptDoesNotExist(String name) {
		try (LuaSandbox sandbox = onEnqueue("return { fairness_key = type(" + name + ") }")) {
			assertThat(sandbox.onEnqueue("q", Map.of(), 0).fairnessKey()).isEqualTo("nil");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "while true do end", "while true do pcall(function() while true do end end) end",
			"while true do xpcall(error, function() while true do end end) end", "return on_enqueue(msg)",
			"for i = 1, 1e12 do local s = ('x'):rep(100) end", "repeat until false",
			"local t <close> = setmetatable({}, { __close = function() while true do end end }) while true do end",
			"local t = setmetatable({}, { __index = function(t, k) return t[k + 1] end }) return t[1]" })
	void aScriptThatDoesNotEndIsEnded(String body) {
		try (LuaSandbox sandbox = onEnqueue("if msg.queue == 'good' then return { weight = 2 } end " + body)) {
			assertThatExceptionOfType(LuaException.class).isThrownBy(() -> sandbox.onEnqueue("bad", Map.of(), 0))
				.withMessageMatching("(?s).*(time limit|stack overflow).*");
			assertThat(sandbox.onEnqueue("good", Map.of(), 0).weight()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "local t = {} while true do t[#t + 1] = 'x' .. #t end",
			"local s = 'x' while true do s = s .. s end", "local s = 'x' while true do s = s .. s .. s .. s .. s end",
			"return ('x'):rep(1e10)", "return ('x'):rep(1e15, '')", "return (''):rep(1e15)",
			"return string.rep('ab', 600000, 'c')", "local s = ('x'):rep(1e5) return (s:gsub('x', s))",
			"local s = ('x'):rep(1e5) return (s:gsub('x', { x = s }))",
			"local s = ('x'):rep(1e5) return (s:gsub('x', function() return s end))",
			"local s = ('x'):rep(5e5) return string.format('%s%s%s%s', s, s, s, s)",
			"local s = ('x'):rep(5e5) return table.concat({ s, s, s, s })", "return string.pack('c999999999', 'x')",
			"return table.move({}, 1, 1e15, 2)",
			"while true do pcall(function() local t = {} while true do t[#t + 1] = {} end end) end" })
	void aScriptThatTakesTooMuchMemoryIsEnded(String body) {
		try (LuaSandbox sandbox = onEnqueue("if msg.queue == 'good' then return { weight = 2 } end " + body)) {
			assertThatExceptionOfType(LuaException.class).isThrownBy(() -> sandbox.onEnqueue("bad", Map.of(), 0))
				.withMessageContaining("limit");
			assertThat(sandbox.onEnqueue("good", Map.of(), 0).weight()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "setmetatable({}, { __gc = function() end })",
			"table.insert(setmetatable({}, { __len = function() return 1e15 end }), 1, 1)",
			"table.remove(setmetatable({}, { __len = function() return 1e15 end }), 1)", "error({})",
			"error('no tenant')", "local x = nil; return x.y", "fila.get({})" })
	void whatAScriptMayNotDoIsAnError(String body) {
		try (LuaSandbox sandbox = onEnqueue(body)) {
			assertThatExceptionOfType(LuaException.class).isThrownBy(() -> sandbox.onEnqueue("q", Map.of(), 0));
		}
	}

	@Test
	void theUsualLibrariesWork() {
		try (LuaSandbox sandbox = onEnqueue("""
				local t = { 3, 1, 2 }
				table.sort(t)
				table.insert(t, "x")
				local ok, message = pcall(error, "caught", 0)
				local handled, twice = xpcall(error, function(e) return e .. e end, "ab", 0)
				local object = setmetatable({}, { __index = function(_, k) return k .. "!" end })
				return { fairness_key = table.concat({ table.concat(t, ","), message, twice, object.hi,
				  ("a-b"):gsub("%-", "+"), ("%5.2f"):format(math.pi), ("ab"):rep(2, "/"), ("x1y2"):match("%d"),
				  select("#", 1, 2), type(next), #table.pack(1, 2), (table.unpack({ 9 })) }, "|") }""")) {
			assertThat(sandbox.onEnqueue("q", Map.of(), 0).fairnessKey())
				.isEqualTo("1,2,3,x|caught|abab|hi!|a+b| 3.14|ab/ab|1|2|function|2|9");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "function on_enqueue(msg", "x = 1", "on_enqueue = 7", "while true do end", "\u001bLua" })
	void aScriptThatDefinesNoFunctionIsRefused(String source) {
		assertThatExceptionOfType(LuaException.class)
			.isThrownBy(() -> new LuaSandbox(source, "on_enqueue", FilaScriptLimits.defaults(), CONFIG::get).close());
	}

	@Test
	void manyScriptsRunAtOnceAndForLong() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			List<Future<Integer>> results = new ArrayList<>();
			for (int i = 0; i < 4; i++) {
				results.add(threads.submit(() -> {
					int sum = 0;
					try (LuaSandbox sandbox = onEnqueue("return { fairness_key = msg.headers.h, "
							+ "weight = tonumber(fila.get('weight:acme')), throttle_keys = { ('k'):rep(50) } }")) {
						for (int j = 0; j < 20_000; j++) {
							sum += sandbox.onEnqueue("q", Map.of("h", "v" + j), j).weight();
						}
					}
					return sum;
				}));
			}
			for (Future<Integer> result : results) {
				assertThat(result.get()).isEqualTo(100_000);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static LuaSandbox onEnqueue(String body) {
		return new LuaSandbox("function on_enqueue(msg) " + body + "\nend", "on_enqueue", FilaScriptLimits.defaults(),
				CONFIG::get);
	}

	private static Failure failure(Map<String, String> headers, int attempts, String error) {
		return new Failure("q", "01890a5d-ac96-774b-bcce-b302099a8057", headers, "default", attempts, error);
	}

	@Test
	void otherLimitsAreKept() {
		String loop = "function on_enqueue(msg) for i = 1, 100000 do end return { fairness_key = 'done' } end";
		try (LuaSandbox sandbox = new LuaSandbox(loop, "on_enqueue",
				new FilaScriptLimits(10_000_000, 1024 * 1024, Duration.ofSeconds(2)), CONFIG::get)) {
			assertThat(sandbox.onEnqueue("orders", Map.of(), 0).fairnessKey()).isEqualTo("done");
		}
		try (LuaSandbox sandbox = new LuaSandbox(loop, "on_enqueue", FilaScriptLimits.defaults(), CONFIG::get)) {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> sandbox.onEnqueue("orders", Map.of(), 0))
				.withMessageContaining("limit");
		}
	}

	@Test
	void limitsThatAllowNoScriptAreRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new FilaScriptLimits(1, 1024 * 1024, Duration.ofSeconds(2)))
			.withMessageContaining("but was 1");
		assertThatIllegalArgumentException().isThrownBy(() -> new FilaScriptLimits(100_000, 1, Duration.ofSeconds(2)))
			.withMessageContaining("but was 1");
		assertThatIllegalArgumentException().isThrownBy(() -> new FilaScriptLimits(100_000, 1024 * 1024, Duration.ZERO))
			.withMessageContaining("PT0S");
	}

}
