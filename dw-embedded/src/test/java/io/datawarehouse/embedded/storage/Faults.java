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

package io.datawarehouse.embedded.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

import io.datawarehouse.embedded.storage.FaultProxy.Fault;

/**
 * What networks and stores do wrong.
 */
final class Faults {

	private static final DateTimeFormatter AMZ_DATE = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
		.withZone(ZoneOffset.UTC);

	private static final Duration SKEW_LIMIT = Duration.ofMinutes(15);

	private Faults() {
	}

	/**
	 * Answer with an error in the place of the store.
	 */
	static Fault error(int status, String code, String... headers) {
		return (exchange) -> exchange.reply(status, errorXml(code), headers);
	}

	static Fault answer(int status, String body, String... headers) {
		return (exchange) -> exchange.reply(status, body, headers);
	}

	private static String errorXml(String code) {
		return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
				+ "</Code><Message>told</Message></Error>";
	}

	/**
	 * Close the connection without an answer; the store never sees the request.
	 */
	static Fault cut() {
		return (exchange) -> exchange.readBody(exchange.request().length(), null);
	}

	/**
	 * Reset the connection within the body of the request.
	 */
	static Fault resetAfter(int bytes) {
		return (exchange) -> {
			exchange.readBody(bytes, null);
			exchange.abort();
		};
	}

	/**
	 * Reset the connection within the body of the answer.
	 */
	static Fault resetAnswerAfter(int bytes) {
		return (exchange) -> exchange.forward((head, body) -> {
			exchange.output().write(head.getBytes(StandardCharsets.ISO_8859_1));
			exchange.output().write(body.readNBytes(bytes));
			exchange.abort();
		});
	}

	/**
	 * Refuse a request as one that was signed for another time.
	 */
	static Fault skewed() {
		return (exchange) -> exchange.reply(403, errorXml("RequestTimeTooSkewed"), "Date",
				DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atZone(ZoneOffset.UTC)));
	}

	/**
	 * Let the store do what was asked, but lose its answer.
	 */
	static Fault loseAnswer() {
		return (exchange) -> exchange.forward((head, body) -> body.transferTo(OutputStream.nullOutputStream()));
	}

	/**
	 * Pass the request on late.
	 */
	static Fault delay(Duration delay) {
		return (exchange) -> {
			pause(delay);
			exchange.relay();
		};
	}

	/**
	 * Break off the body of the answer after some bytes.
	 */
	static Fault truncate(int bytes) {
		return (exchange) -> exchange.forward((head, body) -> {
			exchange.output().write(head.getBytes(StandardCharsets.ISO_8859_1));
			exchange.output().write(body.readNBytes(bytes));
		});
	}

	/**
	 * Change one byte of the body of the answer.
	 */
	static Fault corrupt(int position) {
		return (exchange) -> exchange.forward((head, body) -> {
			exchange.output().write(head.getBytes(StandardCharsets.ISO_8859_1));
			byte[] start = body.readNBytes(position + 1);
			start[position] ^= 1;
			exchange.output().write(start);
			body.transferTo(exchange.output());
		});
	}

	/**
	 * Pass the answer on bit by bit.
	 */
	static Fault drip(int bytes, Duration pause) {
		return (exchange) -> exchange.forward((head, body) -> {
			exchange.output().write(head.getBytes(StandardCharsets.ISO_8859_1));
			drip(body, exchange.output(), bytes, pause);
		});
	}

	private static void drip(InputStream body, OutputStream output, int bytes, Duration pause) throws IOException {
		for (byte[] drop = body.readNBytes(bytes); drop.length > 0; drop = body.readNBytes(bytes)) {
			output.write(drop);
			output.flush();
			pause(pause);
		}
	}

	/**
	 * A store whose clock is ahead: it refuses what is signed for another time than its
	 * own, and answers all else with a text.
	 */
	static Fault skewedClock(Duration ahead, String text) {
		return (exchange) -> {
			Instant now = Instant.now().plus(ahead);
			Instant signed = AMZ_DATE.parse(exchange.request().headers().get("X-Amz-Date"), Instant::from);
			boolean skewed = Duration.between(signed, now).abs().compareTo(SKEW_LIMIT) > 0;
			exchange.reply(skewed ? 403 : 200, skewed ? errorXml("RequestTimeTooSkewed") : text, "Date",
					DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC)));
		};
	}

	private static void pause(Duration pause) throws InterruptedIOException {
		try {
			TimeUnit.NANOSECONDS.sleep(pause.toNanos());
		}
		catch (InterruptedException ex) {
			throw new InterruptedIOException("The proxy was closed");
		}
	}

}
